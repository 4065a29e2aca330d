/** What may see what, and who may touch the clock: the shape of DESIGN.md and STYLE.md as tests. */
@NullMarked
package io.godwit.e2e.architecture;

import org.jspecify.annotations.NullMarked;
