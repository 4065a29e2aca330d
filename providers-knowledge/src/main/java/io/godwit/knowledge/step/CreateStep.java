package io.godwit.knowledge.step;

import io.godwit.knowledge.build.Build;
import io.godwit.knowledge.chunk.Chunking;

/**
 * What a plan keeps of a creation.
 *
 * @param build the version that is to be built
 * @param chunking how documents will be cut
 */
public record CreateStep(Build build, Chunking chunking) {}
