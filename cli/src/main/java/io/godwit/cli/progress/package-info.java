/** What a run is doing, while it does it: a bar on a terminal, lines elsewhere. */
@NullMarked
package io.godwit.cli.progress;

import org.jspecify.annotations.NullMarked;
