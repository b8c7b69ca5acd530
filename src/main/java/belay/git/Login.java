package belay.git;

/// A user name and a password or token for one server.
record Login(String user, String password) {
  @Override
  public String toString() {
    return "a login of " + user;
  }
}
