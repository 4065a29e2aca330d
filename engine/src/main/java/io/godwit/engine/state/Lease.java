package io.godwit.engine.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The right to write.
 *
 * @param holder who has it, or had it last
 * @param token the fencing token; rises with every acquisition
 * @param since when it was taken, in UTC
 * @param expires when it ends unless it is renewed, in UTC, by the clock of the state store
 * @param valid whether it has neither been given up nor expired
 */
public record Lease(Holder holder, long token, Instant since, Instant expires, boolean valid) {

  /** More acquisitions than there can have been after the last run that was kept. */
  private static final long FAR_ABOVE = 1_000_000;

  /**
   * Somebody's wish for the lease.
   *
   * @param holder who
   * @param duration how long it is to last unless it is renewed
   * @param dead says of a holder whether it is surely dead
   */
  record Wish(Holder holder, Duration duration, Predicate<Holder> dead) {}

  /** The lease after a wish: the present one if it stands, else the wisher's, with a new token. */
  static Lease next(Optional<Lease> present, Wish wish, Instant now) {
    if (present.isPresent() && present.get().valid() && !wish.dead().test(present.get().holder())) {
      return present.get();
    }
    long token = present.map(Lease::token).orElse(0L) + 1;
    return new Lease(wish.holder(), token, now, now.plus(wish.duration()), true);
  }

  /** A lease that nobody holds, in a store that was made again. */
  static Lease restored(long highestToken) {
    return new Lease(Holder.NOBODY, highestToken + FAR_ABOVE, Instant.EPOCH, Instant.EPOCH, false);
  }

  Lease at(Instant now) {
    return new Lease(holder, token, since, expires, expires.isAfter(now));
  }

  Lease until(Instant end) {
    return new Lease(holder, token, since, end, valid);
  }
}
