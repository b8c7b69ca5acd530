/// HTTP with a deadline, retries, bounded bodies, proxies and trust; the only package that knows
/// the JDK's client.
@NullMarked
package belay.net;

import org.jspecify.annotations.NullMarked;
