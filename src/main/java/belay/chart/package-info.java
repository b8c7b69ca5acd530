/// Helm charts as they lie in folders: their templates, values and the charts they are made of.
@NullMarked
package belay.chart;

import org.jspecify.annotations.NullMarked;
