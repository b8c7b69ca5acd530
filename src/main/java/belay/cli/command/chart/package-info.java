/// Commands that work on charts.
@NullMarked
package belay.cli.command.chart;

import org.jspecify.annotations.NullMarked;
