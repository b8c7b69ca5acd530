package belay.git.history;

import java.util.Arrays;

/// Numbers one after the other, as many as come.
final class IntColumn {
  private static final int FIRST = 64;

  private int[] values;
  private int size;

  IntColumn() {
    this(new int[FIRST], 0);
  }

  private IntColumn(int[] values, int size) {
    this.values = values;
    this.size = size;
  }

  static IntColumn of(int[] values) {
    return new IntColumn(values, values.length);
  }

  /// The first numbers of this one, with room for some more.
  IntColumn first(int length) {
    return new IntColumn(Arrays.copyOf(values, length + length / 64 + FIRST), length);
  }

  int size() {
    return size;
  }

  int get(int index) {
    return values[index];
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * Math.max(FIRST, size));
    }
    values[size++] = value;
  }

  /// Where a number stands in a column that ascends, or the next greater one.
  int find(int value) {
    var found = Arrays.binarySearch(values, 0, size, value);
    return found < 0 ? -found - 1 : found;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
