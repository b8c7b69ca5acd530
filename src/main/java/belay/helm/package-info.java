/// Helm, the user's program: renders charts exactly as `helm template` does, far from any cluster
/// and from the user's own settings.
@NullMarked
package belay.helm;

import org.jspecify.annotations.NullMarked;
