/// Proves that nothing but digests is deployed: in values files, in what Argo CD renders from them,
/// and in the registry. Nothing here writes, but for the mechanical cures.
@NullMarked
package belay.deliver.verify;

import org.jspecify.annotations.NullMarked;
