package belay.cli;

import belay.cli.command.CliCommand;
import belay.cli.option.Binding;
import belay.cli.option.Usage;
import belay.cli.terminal.Session;
import belay.failure.Failure;
import belay.failure.Kind;
import belay.failure.Suggest;
import java.util.ArrayList;
import java.util.Optional;

/// `belay help [COMMAND|TOPIC]`.
final class HelpCommand implements CliCommand {
  Optional<String> topic = Optional.empty();

  @Override
  public void declare(Usage usage) {
    usage.about("Explains a command, or a topic: exit-codes, environment.");
    usage.argument(
        "COMMAND|TOPIC",
        "0..1",
        "What to explain.",
        Binding.optional(String.class, v -> topic = v));
  }

  @Override
  public int run(Session session) {
    session
        .host()
        .streams()
        .out()
        .print(topic.map(t -> text(session, t)).orElseGet(Help::overview));
    return 0;
  }

  private static String text(Session session, String topic) {
    return switch (topic) {
      case "exit-codes" -> Help.exitCodes();
      case "environment" -> EnvironmentHelp.text();
      default ->
          Catalog.find(topic)
              .map(e -> Help.of(e, Arguments.parser(session.host(), e.make().get())))
              .orElseThrow(() -> unknown(topic));
    };
  }

  private static Failure unknown(String topic) {
    var known = new ArrayList<>(Catalog.names());
    known.add("exit-codes");
    known.add("environment");
    return new Failure(
        Kind.USAGE,
        "no help about \"%s\"%s".formatted(topic, Suggest.hint(topic, known)),
        "belay help lists the commands and topics");
  }
}
