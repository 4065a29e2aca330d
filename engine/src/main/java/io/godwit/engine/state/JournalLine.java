package io.godwit.engine.state;

import io.godwit.engine.journal.Entry;
import java.time.Instant;

/**
 * One line of a run's journal.
 *
 * @param number from 1
 * @param at when, in UTC
 * @param token the fencing token under which it was written
 * @param entry what happened
 */
public record JournalLine(long number, Instant at, long token, Entry entry) {}
