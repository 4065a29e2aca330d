package io.godwit.knowledge.step;

/**
 * What a plan keeps of a drop.
 *
 * @param collection the collection
 */
public record DropStep(String collection) {}
