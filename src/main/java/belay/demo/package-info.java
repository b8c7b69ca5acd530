/// Servers that speak the real protocols on loopback, and an image to push: what `belay demo` and
/// the tests run against.
@NullMarked
package belay.demo;

import org.jspecify.annotations.NullMarked;
