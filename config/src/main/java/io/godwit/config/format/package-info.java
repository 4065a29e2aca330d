/** The formats of configuration files, by name, and how one becomes another. */
@NullMarked
package io.godwit.config.format;

import org.jspecify.annotations.NullMarked;
