package io.godwit.knowledge.step;

import io.godwit.api.config.Doc;
import io.godwit.knowledge.build.CollectionName;

/** What an author writes of a {@code knowledge.drop}. */
public record DropConfig(@Doc("The collection.") CollectionName collection) {}
