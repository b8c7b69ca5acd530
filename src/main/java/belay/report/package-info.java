/// From outcomes to text, JSON and YAML; pure.
@NullMarked
package belay.report;

import org.jspecify.annotations.NullMarked;
