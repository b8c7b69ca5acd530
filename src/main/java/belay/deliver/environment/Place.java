package belay.deliver.environment;

/// One service in one environment, and the values file that says what it runs.
public record Place(String service, String environment, String file) {}
