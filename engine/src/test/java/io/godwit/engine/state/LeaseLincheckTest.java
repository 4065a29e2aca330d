package io.godwit.engine.state;

import java.time.Duration;
import java.time.Instant;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The lease under every interleaving of two threads that Lincheck draws: whatever they do at once,
 * it looks as if they had done it one after the other. Found by it: {@code acquire} that is not
 * synchronized gives two holders one token.
 */
@Param(name = "holder", gen = IntGen.class, conf = "1:3")
@Param(name = "token", gen = IntGen.class, conf = "1:4")
public class LeaseLincheckTest {

  private static final Duration TERM = Duration.ofSeconds(30);

  private final StateStore store = new MemoryStateStore(() -> Instant.EPOCH);

  /** The token, or 0 when somebody else has the lease. */
  @Operation
  public long acquire(@Param(name = "holder") int number) {
    Holder holder = holder(number);
    Lease lease = store.acquire(holder, TERM, other -> false);
    return lease.holder().equals(holder) ? lease.token() : 0;
  }

  /** The token, for the holder before is known to be dead. */
  @Operation
  public long takeOver(@Param(name = "holder") int number) {
    return store.acquire(holder(number), TERM, other -> true).token();
  }

  @Operation
  public boolean renew(@Param(name = "token") int token) {
    return store.renew(token, TERM);
  }

  @Operation
  public void giveUp(@Param(name = "token") int token) {
    store.giveUp(token);
  }

  @Operation
  public long held() {
    return store.lease().filter(Lease::valid).map(Lease::token).orElse(0L);
  }

  private static Holder holder(int number) {
    return new Holder("engine" + number, "user", "host", number, number);
  }

  @Test
  @DisplayName("Guarantee 4: whoever asks at the same moment, one has the lease")
  void whoeverAsksAtTheSameMomentOneHasTheLease() {
    new ModelCheckingOptions()
        .iterations(10)
        .invocationsPerIteration(200)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(1)
        .check(LeaseLincheckTest.class);
  }
}
