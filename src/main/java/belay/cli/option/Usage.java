package belay.cli.option;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What a command takes: its flags and arguments in the order of its help, and what the help says
/// beside them. They are written down rather than annotated, since the runtime reads annotations by
/// classes that it makes anew in each run, which takes 40 ms.
public final class Usage {
  private static final String TOGGLE = "0";

  private final CommandSpec spec;
  private final @Nullable Object owner;

  private Usage(CommandSpec spec, @Nullable Object owner) {
    this.spec = spec;
    this.owner = owner;
  }

  /// Takes nothing yet.
  public static Usage empty() {
    return new Usage(CommandSpec.create(), null);
  }

  /// The same usage; what is added to it by this is in the help of (nearly) every command.
  ///
  /// @param owner where the values go, which the flags remember
  public Usage forEveryCommand(Object owner) {
    return new Usage(spec, owner);
  }

  /// Whether a flag was added so.
  public static boolean isForEveryCommand(OptionSpec option) {
    return option.userObject() != null;
  }

  /// The parser's model of it.
  public CommandSpec spec() {
    return spec;
  }

  /// What the command does, as one paragraph.
  public void about(String text) {
    spec.usageMessage().description(text, "");
  }

  /// Command lines that can be run as they are.
  public void examples(String... lines) {
    spec.usageMessage()
        .footer(
            Stream.concat(Stream.of("", "Examples:"), Stream.of(lines).map(line -> "  " + line))
                .toArray(String[]::new));
  }

  /// A switch.
  ///
  /// @param names with their dashes, as in `-e, --env`
  public void toggle(String names, String description, Consumer<Boolean> to) {
    add(option(names, description, Binding.toggle(to)).arity(TOGGLE));
  }

  /// A switch that says more when it is repeated.
  public void repeated(String names, String description, Consumer<boolean[]> to) {
    add(option(names, description, Binding.repeated(to)).arity(TOGGLE));
  }

  /// A flag with a value.
  public void option(String names, String label, String description, Binding to) {
    add(option(names, description, to).paramLabel(label));
  }

  /// A flag with a value that has to be there.
  public void required(String names, String label, String description, Binding to) {
    add(option(names, description, to).paramLabel(label).required(true));
  }

  /// A flag with values that may have commas between them.
  public void separated(String names, String label, String description, Binding to) {
    add(option(names, description, to).paramLabel(label).splitRegex(","));
  }

  /// The flag for the message, of all that makes a commit.
  public void message(Consumer<Optional<String>> to) {
    option(
        "-m, --message",
        "TEXT",
        "The commit's message; trailers are added to it.",
        Binding.optional(String.class, to));
  }

  /// What stands on the line without a name, in this order.
  ///
  /// @param arity how many there may be, as in `0..1` or `1..*`
  public void argument(String label, String arity, String description, Binding to) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .arity(arity)
            .required(!arity.startsWith("0"))
            .description(description)
            .type(to.type())
            .auxiliaryTypes(to.part())
            .hasInitialValue(false)
            .getter(to)
            .setter(to)
            .build());
  }

  private OptionSpec.Builder option(String names, String description, Binding to) {
    var all = names.split(", ");
    var builder =
        OptionSpec.builder(all)
            .description(description)
            .type(to.type())
            .auxiliaryTypes(to.part())
            .hasInitialValue(false)
            .getter(to)
            .setter(to);
    to.parser().ifPresent(parser -> builder.converters(parser::apply));
    return owner == null ? builder : builder.userObject(owner);
  }

  private void add(OptionSpec.Builder option) {
    spec.addOption(option.build());
  }
}
