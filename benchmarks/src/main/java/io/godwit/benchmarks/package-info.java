/** JMH benchmarks, and side-by-side runs against peers. */
@NullMarked
package io.godwit.benchmarks;

import org.jspecify.annotations.NullMarked;
