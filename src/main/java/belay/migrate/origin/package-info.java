/// Where what a template prints comes from: values followed through scopes, variables and helpers.
@NullMarked
package belay.migrate.origin;

import org.jspecify.annotations.NullMarked;
