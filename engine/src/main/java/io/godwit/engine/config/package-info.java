/** Reads settings as authors write them, and binds them to records. */
@NullMarked
package io.godwit.engine.config;

import org.jspecify.annotations.NullMarked;
