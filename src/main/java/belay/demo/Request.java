package belay.demo;

/// One request that a loopback server has answered.
///
/// @param method the HTTP method
/// @param target the path with its query
/// @param status the answer's status code
public record Request(String method, String target, int status) {}
