/// What stands beside a chart's templates and values, and follows when its keys change: schema,
/// tables of documentation, values files of environments, and who sets a tag from outside.
@NullMarked
package belay.migrate.companion;

import org.jspecify.annotations.NullMarked;
