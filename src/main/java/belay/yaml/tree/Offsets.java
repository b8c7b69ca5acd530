package belay.yaml.tree;

import org.snakeyaml.engine.v2.events.Event;

/// The parser counts code points, our texts are made of `char`s: an emoji is one there and two
/// here.
///
/// @param chars the char offset of every code point; empty where the two counts are equal
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied by nobody
record Offsets(int[] chars) {
  static Offsets of(String text) {
    var points = text.codePointCount(0, text.length());
    if (points == text.length()) {
      return new Offsets(new int[0]);
    }
    var chars = new int[points + 1];
    var at = 0;
    for (var i = 0; i < points; i++) {
      chars[i] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    chars[points] = at;
    return new Offsets(chars);
  }

  int start(Event event) {
    return at(event.getStartMark().orElseThrow().getIndex());
  }

  int end(Event event) {
    return at(event.getEndMark().orElseThrow().getIndex());
  }

  int at(int codePoint) {
    return chars.length == 0 ? codePoint : chars[Math.min(codePoint, chars.length - 1)];
  }
}
