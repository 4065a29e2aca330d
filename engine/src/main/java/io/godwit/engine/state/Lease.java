package io.godwit.engine.state;

import java.time.Instant;

/**
 * The right to write.
 *
 * @param holder who has it, or had it last
 * @param token the fencing token; rises with every acquisition
 * @param since when it was taken, in UTC
 * @param expires when it ends unless it is renewed, in UTC, by the clock of the state store
 * @param valid whether it has neither been given up nor expired
 */
public record Lease(Holder holder, long token, Instant since, Instant expires, boolean valid) {}
