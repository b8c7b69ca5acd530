package belay.yaml;

import belay.yaml.YamlNode.Entry;
import belay.yaml.YamlNode.Mapping;
import java.util.List;

/// Adds entries to a mapping and takes them out, in the manner in which it is written.
sealed interface MapWriter permits BlockMap, FlowMap {
  /// The mapping that is edited.
  Mapping mapping();

  /// Adds entries before all others; `owner` is the entry that the mapping is the value of.
  List<Edit> first(Entry owner, List<Addition> additions, Look look);

  /// Adds entries behind one of the mapping's.
  List<Edit> after(Entry sibling, List<Addition> additions, Look look);

  /// Gives an entry that has no value a mapping as its value.
  List<Edit> fill(Entry vacant, List<Addition> additions, Look look);

  /// Takes an entry out, with the comment behind it on its line.
  List<Edit> remove(Entry entry);

  static MapWriter of(Guard guard, Mapping mapping) {
    return mapping.flow() ? new FlowMap(guard, mapping) : new BlockMap(guard, mapping);
  }
}
