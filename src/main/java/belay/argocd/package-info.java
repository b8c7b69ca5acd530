/// Argo CD as this program needs it: what an Application runs, and how it is told to look again. It
/// is only read; nothing is ever synced, changed or deleted.
@NullMarked
package belay.argocd;

import org.jspecify.annotations.NullMarked;
