/** Collections moved and embedded, beside the same rows written plainly. */
@NullMarked
package io.godwit.benchmarks.knowledge;

import org.jspecify.annotations.NullMarked;
