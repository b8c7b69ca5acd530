/// `belay.yaml`: where it is found, what it may say, and where a mistake in it stands.
@NullMarked
package belay.config;

import org.jspecify.annotations.NullMarked;
