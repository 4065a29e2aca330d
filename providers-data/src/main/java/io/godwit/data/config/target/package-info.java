/** A set of configuration files as a target. */
@NullMarked
package io.godwit.data.config.target;

import org.jspecify.annotations.NullMarked;
