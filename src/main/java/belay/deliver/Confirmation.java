package belay.deliver;

/// Asked before something is written to a protected environment; throws where the answer is no.
@FunctionalInterface
public interface Confirmation {
  /// Asks.
  ///
  /// @param what what is about to happen, such as `deploy api to production`
  void require(String what);
}
