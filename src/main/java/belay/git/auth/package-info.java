/// Who we are to a server: where logins are found, and in which order.
@NullMarked
package belay.git.auth;

import org.jspecify.annotations.NullMarked;
