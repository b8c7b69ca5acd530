package belay.deliver.history;

/// A values file before and after a step, under its name of each time.
record ValuesChange(ValuesVersion before, ValuesVersion after) {}
