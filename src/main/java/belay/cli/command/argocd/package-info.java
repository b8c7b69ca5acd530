/// Commands about what Argo CD does by itself, and what it is told to do once.
@NullMarked
package belay.cli.command.argocd;

import org.jspecify.annotations.NullMarked;
