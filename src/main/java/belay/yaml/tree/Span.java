package belay.yaml.tree;

/// Where a node stands in its text.
///
/// The end is where the node's own text ends: for a block mapping or sequence that of its last
/// value, not the next token behind comments and blank lines, where the parser puts it.
///
/// @param start offset of its first character, its anchor and tag included
/// @param end offset behind its last character
/// @param line line of the start, from 1
/// @param column column of the start in characters as people count them, from 1
public record Span(int start, int end, int line, int column) {}
