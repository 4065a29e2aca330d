/** The parts to try a tool without an engine. */
@NullMarked
package io.godwit.testkit.tool;

import org.jspecify.annotations.NullMarked;
