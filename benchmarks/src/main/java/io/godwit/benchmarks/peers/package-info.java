/** Whole programs beside each other, as processes on the same files. */
@NullMarked
package io.godwit.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
