/** From what authors wrote to a frozen plan: data that a run executes without looking back. */
@NullMarked
package io.godwit.engine.plan;

import org.jspecify.annotations.NullMarked;
