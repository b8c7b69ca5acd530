package belay.deliver.autosync;

import java.util.function.UnaryOperator;

/// A change of one file's bytes.
record FileEdit(String path, UnaryOperator<byte[]> change) {}
