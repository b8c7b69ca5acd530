/// Policies for a repository's clusters, from its rules and exemptions.
@NullMarked
package belay.deliver.admission;

import org.jspecify.annotations.NullMarked;
