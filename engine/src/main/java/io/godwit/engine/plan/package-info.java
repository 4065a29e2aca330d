/** From what authors wrote to a frozen plan. */
@NullMarked
package io.godwit.engine.plan;

import org.jspecify.annotations.NullMarked;
