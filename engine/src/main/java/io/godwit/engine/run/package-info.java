/** The life of a run, in ticks. */
@NullMarked
package io.godwit.engine.run;

import org.jspecify.annotations.NullMarked;
