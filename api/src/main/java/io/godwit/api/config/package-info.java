/** Settings as authors write them, and how records ask for them. */
@NullMarked
package io.godwit.api.config;

import org.jspecify.annotations.NullMarked;
