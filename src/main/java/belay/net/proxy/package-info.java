/// Which proxy leads to an address, as curl and Docker decide it.
@NullMarked
package belay.net.proxy;

import org.jspecify.annotations.NullMarked;
