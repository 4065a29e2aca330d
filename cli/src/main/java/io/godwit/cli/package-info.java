/** The godwit command: {@link io.godwit.cli.Main} puts it together. */
@NullMarked
package io.godwit.cli;

import org.jspecify.annotations.NullMarked;
