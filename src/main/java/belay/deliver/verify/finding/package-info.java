/// What verification finds: causes with their places in Git, who shows them, and what exempts them.
@NullMarked
package belay.deliver.verify.finding;

import org.jspecify.annotations.NullMarked;
