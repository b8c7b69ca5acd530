package belay.git.history;

import java.util.Arrays;

/// Large numbers one after the other, as many as come.
final class LongColumn {
  private static final int FIRST = 64;

  private long[] values;
  private int size;

  LongColumn() {
    this(new long[FIRST], 0);
  }

  private LongColumn(long[] values, int size) {
    this.values = values;
    this.size = size;
  }

  static LongColumn of(long[] values) {
    return new LongColumn(values, values.length);
  }

  /// The first numbers of this one, with room for some more.
  LongColumn first(int length) {
    return new LongColumn(Arrays.copyOf(values, length + length / 64 + FIRST), length);
  }

  int size() {
    return size;
  }

  long get(int index) {
    return values[index];
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * Math.max(FIRST, size));
    }
    values[size++] = value;
  }

  long[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
