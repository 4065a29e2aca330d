package io.godwit.knowledge.rest.copy;

/**
 * What a plan keeps of a copy.
 *
 * @param collection the collection that is to be like the source
 * @param from the target that has the source
 * @param source the collection there
 * @param documents how many documents the source had when the plan was made; -1 when not known
 */
public record CopyStep(String collection, String from, String source, long documents) {}
