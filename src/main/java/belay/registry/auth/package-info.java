/// Logins, challenges and tokens: what one registry is shown as Authorization.
@NullMarked
package belay.registry.auth;

import org.jspecify.annotations.NullMarked;
