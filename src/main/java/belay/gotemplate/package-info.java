/// Go's text/template, read with the place of every character; nothing is ever printed again.
@NullMarked
package belay.gotemplate;

import org.jspecify.annotations.NullMarked;
