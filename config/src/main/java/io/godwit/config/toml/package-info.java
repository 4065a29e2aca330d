/** TOML 1.0: read with all its places, changed in its text. */
@NullMarked
package io.godwit.config.toml;

import org.jspecify.annotations.NullMarked;
