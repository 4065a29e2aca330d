package io.godwit.engine.repository.collect;

import io.godwit.api.storage.ObjectKey;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a collection came to.
 *
 * @param deleted how many objects are gone
 * @param condemned what is going to be deleted; in a dry run, what would be
 * @param bytes how large that is
 * @param due when it can be deleted; empty if nothing is condemned
 */
public record Collection(
    long deleted, SortedSet<ObjectKey> condemned, long bytes, Optional<Instant> due) {}
