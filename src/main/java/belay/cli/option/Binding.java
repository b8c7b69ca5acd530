package belay.cli.option;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;

/// What the value of a flag or argument is read as, and where it goes.
public final class Binding implements IGetter, ISetter {
  private final Class<?> type;
  private final Class<?> part;
  private final Consumer<Object> to;
  private final Optional<Function<String, ?>> parser;
  private @Nullable Object value;

  private Binding(Class<?> type, Class<?> part, Consumer<Object> to) {
    this(type, part, to, Optional.empty());
  }

  private Binding(
      Class<?> type, Class<?> part, Consumer<Object> to, Optional<Function<String, ?>> parser) {
    this.type = type;
    this.part = part;
    this.to = to;
    this.parser = parser;
  }

  /// One value.
  public static <T> Binding of(Class<T> type, Consumer<T> to) {
    return new Binding(type, type, value -> to.accept(type.cast(value)));
  }

  /// One value that is read in a way of its own here.
  public static <T> Binding parsed(Class<T> type, Function<String, T> parser, Consumer<T> to) {
    return new Binding(type, type, value -> to.accept(type.cast(value)), Optional.of(parser));
  }

  /// One value, or none.
  @SuppressWarnings("unchecked") // picocli makes what the types say
  public static <T> Binding optional(Class<T> part, Consumer<Optional<T>> to) {
    return new Binding(Optional.class, part, value -> to.accept((Optional<T>) value));
  }

  /// As many as there are.
  @SuppressWarnings("unchecked") // picocli makes what the types say
  public static <T> Binding list(Class<T> part, Consumer<List<T>> to) {
    return new Binding(List.class, part, value -> to.accept((List<T>) value));
  }

  /// A switch, which a variable may turn off, too.
  static Binding toggle(Consumer<Boolean> to) {
    return new Binding(boolean.class, boolean.class, value -> to.accept((Boolean) value));
  }

  /// A switch that says more when it is repeated.
  static Binding repeated(Consumer<boolean[]> to) {
    return new Binding(boolean[].class, boolean.class, value -> to.accept((boolean[]) value));
  }

  Class<?> type() {
    return type;
  }

  /// How a value is read; empty where its type says so.
  Optional<Function<String, ?>> parser() {
    return parser;
  }

  Class<?> part() {
    return part;
  }

  /// picocli goes on with a list where it finds it.
  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T> @Nullable T get() {
    return (T) value;
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public <T> @Nullable T set(T given) {
    value = given;
    to.accept(given);
    return null;
  }
}
