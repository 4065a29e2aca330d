package io.godwit.knowledge.content;

import io.godwit.knowledge.build.Build;

/**
 * What a plan keeps of a change of content.
 *
 * @param build the version that is to be built
 * @param recipe what transforms documents
 * @param documents how many documents there were when the plan was made; -1 when not known
 */
public record TransformContentStep(Build build, Recipe recipe, long documents) {}
