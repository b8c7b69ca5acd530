package belay.deliver;

/// One service in one environment, and the values file that says what it runs.
record Place(String service, String environment, String file) {}
