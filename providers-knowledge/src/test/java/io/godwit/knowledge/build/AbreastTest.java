package io.godwit.knowledge.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.knowledge.KnowledgeError;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("B4: two transactions side by side end in their order, or the second does not end")
class AbreastTest {

  private static final Progress HALF = Progress.more(Checkpoint.of("at", "1"));
  private static final Progress WHOLE = Progress.more(Checkpoint.of("at", "2"));

  private final Abreast pair = new Abreast();
  private final List<String> order = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    pair.close();
  }

  @Test
  void theSecondWorksBesideTheFirstAndEndsAfterIt() {
    CountDownLatch working = new CountDownLatch(1);

    Attempt<Progress> ended =
        pair.run(
            begun -> {
              begun.run();
              assertThat(opens(working)).as("the second works meanwhile").isTrue();
              order.add("first");
              return Attempt.done(HALF);
            },
            turn -> {
              working.countDown();
              assertThat(turn.come()).isEqualTo(HALF);
              order.add("second");
              return Attempt.done(WHOLE);
            });

    assertThat(ended).isEqualTo(Attempt.done(WHOLE));
    assertThat(order).containsExactly("first", "second");
  }

  @Test
  void theSecondBeginsWhenTheFirstHasPassedTheFence() {
    pair.run(
        begun -> {
          order.add("fence");
          begun.run();
          return Attempt.done(HALF);
        },
        turn -> {
          order.add("second");
          return Attempt.done(turn.come());
        });

    assertThat(order).containsExactly("fence", "second");
  }

  @Test
  void aSecondWhoseFirstFailsDoesNotEnd() {
    Attempt<Progress> ended =
        pair.run(begun -> Attempt.retryable(KnowledgeError.EMBEDDER_BUSY, "not now"), this::second);

    assertThat(ended).isInstanceOf(Attempt.Retryable.class);
    assertThat(order).isEmpty();
  }

  @Test
  void aSecondWhoseFirstIsUnknownDoesNotEnd() {
    Attempt<Progress> ended =
        pair.run(begun -> Attempt.unknown(KnowledgeError.EMBEDDER_BUSY, "lost"), this::second);

    assertThat(ended).isInstanceOf(Attempt.Unknown.class);
    assertThat(order).isEmpty();
  }

  @Test
  void whatTheFirstThrowsIsThrownAndTheSecondDoesNotEnd() {
    assertThatThrownBy(
            () ->
                pair.run(
                    begun -> {
                      throw new IllegalStateException("broken");
                    },
                    this::second))
        .hasMessage("broken");
    assertThat(order).isEmpty();
  }

  @Test
  void theFirstIsWaitedForWhenTheSecondFailsBeforeItsTurn() {
    CountDownLatch failing = new CountDownLatch(1);

    Attempt<Progress> ended =
        pair.run(
            begun -> {
              begun.run();
              assertThat(opens(failing)).isTrue();
              order.add("first");
              return Attempt.done(HALF);
            },
            turn -> {
              failing.countDown();
              return Attempt.retryable(KnowledgeError.EMBEDDER_BUSY, "not now");
            });

    assertThat(ended).isInstanceOf(Attempt.Retryable.class);
    assertThat(order).containsExactly("first");
  }

  @Test
  void whoIsInterruptedStillWaitsForBoth() {
    Thread.currentThread().interrupt();

    Attempt<Progress> ended = pair.run(begun -> Attempt.done(HALF), this::second);

    assertThat(Thread.interrupted()).as("it is said afterwards").isTrue();
    assertThat(ended).isEqualTo(Attempt.done(WHOLE));
  }

  private Attempt<Progress> second(Abreast.Turn turn) {
    turn.come();
    order.add("second");
    return Attempt.done(WHOLE);
  }

  private static boolean opens(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
