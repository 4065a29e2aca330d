/** Meters against events. */
@org.jspecify.annotations.NullMarked
package io.godwit.engine.metrics;
