package belay.cli.command;

import belay.cli.option.Binding;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import java.util.List;

/// `belay completion bash|zsh|fish`.
public final class CompletionCommand implements CliCommand {
  private static final String BASH =
      """
      _belay() {
        local IFS=$'\\n'
        COMPREPLY=($(belay __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
      }
      complete -o default -F _belay belay
      """;
  private static final String ZSH =
      """
      #compdef belay
      _belay() {
        local -a candidates
        candidates=("${(@f)$(belay __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
        if [[ -n "${candidates[1]}" ]]; then
          compadd -- "${candidates[@]}"
        else
          _files
        fi
      }
      compdef _belay belay
      """;
  private static final String FISH =
      """
      function __belay_complete
        set -l words (commandline -opc) (commandline -ct)
        set -l candidates (belay __complete $words[2..-1] 2>/dev/null)
        if test (count $candidates) -gt 0
          printf '%s\\n' $candidates
        else
          __fish_complete_path (commandline -ct)
        end
      end
      complete -c belay -f -a '(__belay_complete)'
      """;

  String shell = "";

  @Override
  public void declare(Usage usage) {
    usage.about(
        "Prints the completion script for a shell: commands, flags, environments and services.");
    usage.examples(
        "source <(belay completion bash)       # in ~/.bashrc",
        "source <(belay completion zsh)        # in ~/.zshrc, after compinit",
        "belay completion fish | source        # in ~/.config/fish/config.fish");
    usage.argument("bash|zsh|fish", "1", "The shell.", Binding.of(String.class, v -> shell = v));
  }

  @Override
  public int run(Session session) {
    session.host().streams().out().print(script());
    return 0;
  }

  private String script() {
    return switch (shell) {
      case "bash" -> BASH;
      case "zsh" -> ZSH;
      case "fish" -> FISH;
      default ->
          throw new Failure(
              Kind.USAGE,
              "no completion for \"%s\"%s"
                  .formatted(shell, Suggest.hint(shell, List.of("bash", "zsh", "fish"))),
              "belay completion bash, zsh or fish");
    };
  }
}
