/// What `belay.yaml` says of verification: rules, how much they weigh, and exemptions.
@NullMarked
package belay.config.verify;

import org.jspecify.annotations.NullMarked;
