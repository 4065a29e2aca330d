package io.godwit.knowledge.bundle;

import io.godwit.api.config.Doc;
import io.godwit.knowledge.build.CollectionName;

/** What an author writes of a {@code knowledge.load}. */
public record LoadConfig(
    @Doc("The collection, which is made if it is not there.") CollectionName collection,
    @Doc("The folder with the bundle, relative to the migration.") String from) {}
