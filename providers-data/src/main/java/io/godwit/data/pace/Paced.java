package io.godwit.data.pace;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.data.error.DataError;
import io.godwit.data.target.DataTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction of a step that moves rows, at its pace: it waits while an operator has paused it
 * or the database is busier than its author wants, and rests afterwards.
 */
public final class Paced {

  private static final Logger LOG = LoggerFactory.getLogger(Paced.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final DataTarget target;
  private final Pace author;
  private final StepContext context;

  /** At the author's pace, or what the operator says instead. */
  public Paced(DataTarget target, Pace author, StepContext context) {
    this.target = target;
    this.author = author;
    this.context = context;
  }

  /**
   * Does it, when its time has come.
   *
   * @param work does it, given how many rows the operator wants at once
   * @return what it came to; with no progress if a person asks the run to stop while it waits
   */
  public Attempt<Progress> run(Function<Optional<Integer>, Attempt<Progress>> work) {
    Orders orders;
    try {
      orders = Orders.of(target);
      String told = "";
      for (Optional<String> why = why(orders); why.isPresent(); why = why(orders)) {
        if (!why.get().equals(told)) {
          told = why.get();
          LOG.info("Step {} waits: {}", context.effect().step(), told);
        }
        if (context.stopRequested()) {
          return Attempt.done(Progress.more(context.checkpoint()));
        }
        if (!context.clock().instant().isBefore(context.deadline())) {
          return new Attempt.Rejected<>(Fault.of(DataError.HELD, held(why.get())));
        }
        context.rest(LOOK);
        orders = Orders.of(target);
      }
    } catch (GodwitException e) {
      return new Attempt.Retryable<>(e.faults().get(0));
    }
    Instant begin = context.clock().instant();
    Attempt<Progress> attempt = work.apply(orders.batch());
    if (attempt instanceof Attempt.Done<Progress> done && !done.value().complete()) {
      rest(orders.over(author).rest(), Duration.between(begin, context.clock().instant()));
    }
    return attempt;
  }

  private Optional<String> why(Orders orders) {
    if (orders.paused()) {
      return Optional.of("an operator has paused it; `godwit data pace --go` lets it go on");
    }
    Pace pace = orders.over(author);
    return pace.watches() ? Load.of(target).over(pace) : Optional.empty();
  }

  private static String held(String why) {
    return "the step's time was up while it waited: " + why + "; give it a longer timeout";
  }

  private void rest(double times, Duration took) {
    long millis = Math.round(times * (double) took.toMillis());
    if (millis > 0) {
      context.rest(Duration.ofMillis(millis));
    }
  }
}
