package io.godwit.knowledge.step;

import io.godwit.knowledge.build.Build;
import io.godwit.knowledge.chunk.Chunking;

/**
 * What a plan keeps of a rechunking.
 *
 * @param build the version that is to be built
 * @param chunking how documents are to be cut
 * @param documents how many documents there were when the plan was made; -1 when not known
 */
public record RechunkStep(Build build, Chunking chunking, long documents) {}
