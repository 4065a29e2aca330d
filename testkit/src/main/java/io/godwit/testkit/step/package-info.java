/** The contract that every step type must keep, and the parts to try a step without an engine. */
@NullMarked
package io.godwit.testkit.step;

import org.jspecify.annotations.NullMarked;
