package io.godwit.knowledge.provider;

import io.godwit.api.config.Doc;

/** The settings of a knowledge target. */
public record KnowledgeConfig(
    @Doc("The database: jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE.") String url) {}
