/// Whom a TLS connection trusts, who we are in it, and why none came about.
@NullMarked
package belay.net.tls;

import org.jspecify.annotations.NullMarked;
