package io.godwit.engine.repository.repair;

import io.godwit.engine.repository.pack.PackIndex;

/** A chunk that can be read. */
record ChunkPlace(PackIndex pack, int chunk) {}
