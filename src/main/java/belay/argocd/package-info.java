/// Argo CD as this program needs it: what an Application runs, and how it is told to look again, or
/// to bring a commit to the cluster. Nothing else is ever changed or deleted.
@NullMarked
package belay.argocd;

import org.jspecify.annotations.NullMarked;
