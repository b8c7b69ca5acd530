package belay.net;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Whom we trust and who we are towards one host. Hosts with the same share a client.
///
/// @param authorities files of certificates (PEM) that are trusted besides the system's
/// @param certificate this side's certificate chain (PEM)
/// @param key its private key (PEM)
record Identity(List<Path> authorities, Optional<Path> certificate, Optional<Path> key) {
  Identity {
    authorities = List.copyOf(authorities);
  }
}
