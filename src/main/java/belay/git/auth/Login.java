package belay.git.auth;

/// A user name and a password or token for one server.
public record Login(String user, String password) {
  @Override
  public String toString() {
    return "a login of " + user;
  }
}
