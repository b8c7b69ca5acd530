package belay.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/// What git asks a server to run: `git-upload-pack` to fetch from it, `git-receive-pack` to push to
/// it.
enum GitService {
  UPLOAD("git-upload-pack") {
    @Override
    void advertise(Repository repository, Optional<String> protocol, PacketLineOut to)
        throws IOException {
      uploadPack(repository, protocol)
          .sendAdvertisedRefs(new PacketLineOutRefAdvertiser(to), command());
    }

    @Override
    void serve(Repository repository, Optional<String> protocol, InputStream in, OutputStream out)
        throws IOException {
      uploadPack(repository, protocol).upload(in, out, null);
    }
  },

  RECEIVE("git-receive-pack") {
    @Override
    void advertise(Repository repository, Optional<String> protocol, PacketLineOut to)
        throws IOException {
      to.writeString("# service=" + command() + "\n");
      to.end();
      receivePack(repository).sendAdvertisedRefs(new PacketLineOutRefAdvertiser(to));
    }

    @Override
    void serve(Repository repository, Optional<String> protocol, InputStream in, OutputStream out)
        throws IOException {
      receivePack(repository).receive(in, out, null);
    }
  };

  private final String command;

  GitService(String command) {
    this.command = command;
  }

  static Optional<GitService> named(String command) {
    for (var service : values()) {
      if (service.command.equals(command)) {
        return Optional.of(service);
      }
    }
    return Optional.empty();
  }

  String command() {
    return command;
  }

  /// Tells what the repository has.
  abstract void advertise(Repository repository, Optional<String> protocol, PacketLineOut to)
      throws IOException;

  /// Answers one request.
  abstract void serve(
      Repository repository, Optional<String> protocol, InputStream in, OutputStream out)
      throws IOException;

  private static UploadPack uploadPack(Repository repository, Optional<String> protocol) {
    var pack = new UploadPack(repository);
    pack.setBiDirectionalPipe(false);
    pack.setExtraParameters(protocol.map(value -> List.of(value.split(":"))).orElse(List.of()));
    return pack;
  }

  private static ReceivePack receivePack(Repository repository) {
    var pack = new ReceivePack(repository);
    pack.setBiDirectionalPipe(false);
    pack.setCheckReceivedObjects(true);
    return pack;
  }
}
