/** The provider of configuration files and its step. */
@NullMarked
package io.godwit.data.config.step;

import org.jspecify.annotations.NullMarked;
