package io.godwit.knowledge.metadata;

/**
 * What a plan keeps of a change of metadata.
 *
 * @param collection the collection
 * @param change what changes
 * @param documents how many documents there were when the plan was made; -1 when not known
 */
public record TransformMetadataStep(String collection, MetadataChange change, long documents) {}
