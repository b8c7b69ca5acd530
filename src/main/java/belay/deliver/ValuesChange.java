package belay.deliver;

/// A values file before and after a step, under its name of each time.
record ValuesChange(Version before, Version after) {}
