package io.godwit.knowledge.provider;

import io.godwit.api.config.Doc;
import io.godwit.knowledge.index.IndexSettings;
import java.util.Optional;

/** The settings of a knowledge target. */
public record KnowledgeConfig(
    @Doc("The database: jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE.") String url,
    @Doc("How vectors are indexed on PostgreSQL with the extension pgvector.")
        Optional<IndexSettings> index) {}
