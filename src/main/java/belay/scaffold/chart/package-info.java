/// Charts and their values files: new ones, and what is told of those that are there.
@NullMarked
package belay.scaffold.chart;

import org.jspecify.annotations.NullMarked;
