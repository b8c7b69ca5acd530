/// What verification found: for people, for programs, for code scanning, for test reports.
@NullMarked
package belay.report.verify;

import org.jspecify.annotations.NullMarked;
