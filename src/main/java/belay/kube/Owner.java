package belay.kube;

/// What made an object.
public record Owner(String apiVersion, String kind, String name, String uid) {}
