package belay.yaml.edit;

import belay.yaml.tree.YamlNode.Entry;
import belay.yaml.tree.YamlNode.Mapping;
import java.util.List;

/// Adds entries to a mapping and takes them out, in the manner in which it is written.
public sealed interface MapWriter permits BlockMap, FlowMap {
  /// The mapping that is edited.
  Mapping mapping();

  /// Adds entries before all others; `owner` is the entry that the mapping is the value of.
  List<Edit> first(Entry owner, List<NewKey> additions, EntryStyle entryStyle);

  /// Adds entries behind one of the mapping's.
  List<Edit> after(Entry sibling, List<NewKey> additions, EntryStyle entryStyle);

  /// Gives an entry that has no value a mapping as its value.
  List<Edit> fill(Entry vacant, List<NewKey> additions, EntryStyle entryStyle);

  /// Takes an entry out, with the comment behind it on its line.
  List<Edit> remove(Entry entry);

  static MapWriter of(EditChecks checks, Mapping mapping) {
    return mapping.flow() ? new FlowMap(checks, mapping) : new BlockMap(checks, mapping);
  }
}
