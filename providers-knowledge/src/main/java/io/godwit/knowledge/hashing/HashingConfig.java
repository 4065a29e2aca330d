package io.godwit.knowledge.hashing;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;

/** The settings of the embedder {@code hashing}. */
public record HashingConfig(
    @Doc("How many numbers a vector has, from 16 to 65536.") @Default("256") int dimension) {}
