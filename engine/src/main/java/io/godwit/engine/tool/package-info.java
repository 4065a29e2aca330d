/** Finds the tools that providers bring, and uses them. */
@NullMarked
package io.godwit.engine.tool;

import org.jspecify.annotations.NullMarked;
