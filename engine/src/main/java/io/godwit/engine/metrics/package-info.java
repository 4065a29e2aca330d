/** What runs cost and how they end, as Micrometer meters; only for those who bring Micrometer. */
@org.jspecify.annotations.NullMarked
package io.godwit.engine.metrics;
