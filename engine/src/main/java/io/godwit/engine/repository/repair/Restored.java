package io.godwit.engine.repository.repair;

import java.time.Instant;

/**
 * What leads to the content again.
 *
 * @param why what was lost, in words
 * @param catalog what is published now
 * @param revision of the catalog
 * @param made when the catalog was made
 * @param versions how many versions it has
 * @param condemned how many keys are condemned with it
 */
public record Restored(
    String why, String catalog, long revision, Instant made, long versions, int condemned) {}
