package io.godwit.knowledge.step;

import io.godwit.knowledge.build.Build;

/**
 * What a plan keeps of a re-embedding.
 *
 * @param build the version that is to be built
 * @param minOverlapAt10 the least share of the ten nearest texts that old and new vectors agree on
 * @param minKnownItems the least share of headings that have to find their own document
 */
public record ReembedStep(Build build, double minOverlapAt10, double minKnownItems) {}
