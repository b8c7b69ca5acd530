/// What Argo CD is given: projects, Applications and what makes them, and the services that they
/// run.
@NullMarked
package belay.scaffold.application;

import org.jspecify.annotations.NullMarked;
