package belay.git;

import static java.nio.charset.StandardCharsets.US_ASCII;

import belay.host.Host;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/// Makes commit objects of drafts. A commit that no branch names yet changes nothing for anybody.
final class CommitWriter {
  private final Host host;
  private final UserConfig config;
  private final Programs programs;

  CommitWriter(Host host, UserConfig config) {
    this.host = host;
    this.config = config;
    this.programs = new Programs(host);
  }

  /// A commit and what is to be said about it.
  record Written(ObjectId id, List<String> notes) {}

  /// Writes a draft onto its parent; empty when it changes nothing there.
  Optional<Written> write(Repository repository, Optional<ObjectId> parent, Draft draft)
      throws IOException {
    return write(repository, parent, parent.stream().toList(), draft);
  }

  /// Writes a draft of what `base` holds; empty when it changes nothing there.
  Optional<Written> write(
      Repository repository, Optional<ObjectId> base, List<ObjectId> parents, Draft draft)
      throws IOException {
    try (var inserter = repository.newObjectInserter();
        var reader = repository.newObjectReader();
        var walk = new RevWalk(reader)) {
      Optional<ObjectId> before =
          base.isPresent()
              ? Optional.of(walk.parseCommit(base.get()).getTree().copy())
              : Optional.empty();
      var after = new TreeEdit(reader, inserter).replace(before, draft.files());
      if (before.isPresent() && before.get().equals(after)) {
        return Optional.empty();
      }
      var identity = Identity.of(host, config);
      var commit = commit(identity, parents, after, draft.message());
      var id = inserter.insert(commit);
      inserter.flush();
      return Optional.of(new Written(id, identity.notes()));
    }
  }

  private CommitBuilder commit(
      Identity identity, List<ObjectId> parents, ObjectId tree, String message) throws IOException {
    var commit = new CommitBuilder();
    commit.setTreeId(tree);
    commit.setParentIds(parents);
    commit.setAuthor(identity.author());
    commit.setCommitter(identity.committer());
    commit.setMessage(message.stripTrailing() + "\n");
    var signer = CommitSigner.of(programs, config, identity.committer());
    if (signer.isPresent()) {
      var signature = signer.get().sign(commit.build());
      commit.setGpgSignature(new GpgSignature(signature.getBytes(US_ASCII)));
    }
    return commit;
  }
}
