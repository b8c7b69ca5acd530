/// Templates of files, and what may be filled in: texts that YAML and Kubernetes take.
@NullMarked
package belay.scaffold.template;

import org.jspecify.annotations.NullMarked;
