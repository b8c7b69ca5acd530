package belay.git.history;

import belay.git.object.LocalRepository;
import belay.git.run.GitTrouble;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// Finds the commits of a branch: only those are asked for that came after what is known.
final class GraphBuilder {
  private final LocalRepository repository;
  private final String branch;

  /// @param branch the branch's short name, as merges call it
  GraphBuilder(LocalRepository repository, String branch) {
    this.repository = repository;
    this.branch = branch;
  }

  /// The history of a commit, as far as it is known and what is new.
  ///
  /// @param known an earlier answer for this branch, though the branch may have been set to other
  ///   commits since
  CommitGraph bring(CommitGraph known, String tip) throws IOException {
    var places = lastHere(known);
    if (places > 0 && known.at(places - 1).equals(tip)) {
      return places == known.places() ? known : known.first(places);
    }
    var added = new Added(known, places, tip);
    if (added.meets() != places) {
      added = new Added(known, added.meets(), tip);
    }
    return added.landed();
  }

  /// After a forced push the commits that are no longer reached disappear some day.
  private int lastHere(CommitGraph known) {
    var places = known.places();
    for (var step = 1; places > 0 && !repository.objects().has(known.at(places - 1)); step *= 2) {
      places = Math.max(0, places - step);
    }
    return places;
  }

  /// Commits that are not in the past of a place of the known main line.
  private final class Added {
    private final CommitGraph known;
    private final int places;
    private final RevList list;
    private final IdColumn ids;
    private final IdColumn parents;

    /// The new commits of the main line, the newest first.
    private final IntColumn line = new IntColumn();

    /// The first commit of the main line that is not new.
    private byte[] meeting = new byte[0];

    private Added(CommitGraph known, int places, String tip) throws IOException {
      this.known = known;
      this.places = places;
      var since = places == 0 ? List.<String>of() : List.of("^" + known.at(places - 1));
      this.list = RevList.read(repository.git(), concat(tip, since));
      this.ids = list.ids();
      this.parents = list.parents();
      walk(tip);
    }

    private static List<String> concat(String tip, List<String> since) {
      return since.isEmpty() ? List.of(tip) : List.of(tip, since.getFirst());
    }

    private void walk(String tip) throws IOException {
      meeting = IdColumn.parse(tip);
      var at = ids.find(meeting, 0);
      while (at != IdColumn.NOWHERE) {
        line.add(at);
        if (list.parentsFrom(at) == list.parentsTo(at)) {
          meeting = new byte[0];
          return;
        }
        meeting = parents.id(previous(at));
        at = ids.find(meeting, 0);
      }
    }

    /// Which parent the branch was at before: the first one. But when somebody ran `git pull` and
    /// pushed the merge, the first parent is that person's own work, and the branch is what was
    /// merged, as Git's message says: "Merge branch 'main' of …" on `main`.
    private int previous(int commit) throws IOException {
      var first = list.parentsFrom(commit);
      return list.parentsTo(commit) - first == 2
              && mergesItself(repository.subject(ids.hex(commit)))
          ? first + 1
          : first;
    }

    private boolean mergesItself(String subject) {
      return List.of("Merge branch '", "Merge remote-tracking branch 'origin/").stream()
          .map(start -> start + branch + "'")
          .anyMatch(start ->
              subject.strip().equals(start)
                  || subject.startsWith(start + " of ")
                  || subject.startsWith(start + " into "));
    }

    /// How many places of the known main line are the new one's, too.
    private int meets() {
      if (meeting.length == 0 || known.size() == 0) {
        return 0;
      }
      var met = known.ids().find(meeting, 0);
      return met != IdColumn.NOWHERE && known.isOnLine(met) ? known.landings().get(met) + 1 : 0;
    }

    /// Each commit is landed by the oldest commit of the main line that has it in its past.
    private CommitGraph landed() throws IOException {
      var graph = places == 0 ? CommitGraph.empty(ids.width()) : known.first(places);
      var old = graph.size();
      var numbers = new int[list.size()];
      Arrays.fill(numbers, IdColumn.NOWHERE);
      var order = new IntColumn();
      for (var i = line.size() - 1; i >= 0; i--) {
        side(line.get(i), numbers, old, order);
        numbers[line.get(i)] = old + order.size();
        order.add(line.get(i));
        var landing = graph.places();
        while (graph.landings().size() < old + order.size()) {
          graph.landings().add(landing);
        }
        graph.line().add(numbers[line.get(i)]);
      }
      for (var i = 0; i < order.size(); i++) {
        add(order.get(i), numbers, graph);
      }
      return graph;
    }

    /// Gives numbers to what a commit of the main line brought along.
    private void side(int commit, int[] numbers, int old, IntColumn order) {
      numbers[commit] = old;
      var open = new ArrayDeque<Integer>();
      open.add(commit);
      while (!open.isEmpty()) {
        var at = open.pop();
        for (var p = list.parentsFrom(at); p < list.parentsTo(at); p++) {
          var parent = ids.find(parents.id(p), 0);
          if (parent != IdColumn.NOWHERE && numbers[parent] == IdColumn.NOWHERE) {
            numbers[parent] = old + order.size();
            order.add(parent);
            open.push(parent);
          }
        }
      }
    }

    private void add(int commit, int[] numbers, CommitGraph graph) throws IOException {
      graph.ids().bytes().addAll(ids.id(commit));
      graph.seconds().add(list.seconds(commit));
      for (var p = list.parentsFrom(commit); p < list.parentsTo(commit); p++) {
        var id = parents.id(p);
        var parent = ids.find(id, 0);
        var number =
            parent != IdColumn.NOWHERE
                ? numbers[parent]
                : places == 0 ? IdColumn.NOWHERE : known.ids().find(id, 0);
        if (number == IdColumn.NOWHERE) {
          throw GitTrouble.said("missing object " + parents.hex(p));
        }
        graph.parents().add(number);
      }
      graph.parentEnds().add(graph.parents().size());
    }
  }
}
