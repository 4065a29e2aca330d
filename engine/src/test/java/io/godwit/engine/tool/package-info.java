/** Tests of the tools that providers bring. */
@NullMarked
package io.godwit.engine.tool;

import org.jspecify.annotations.NullMarked;
