package io.godwit.engine.run;

import io.godwit.api.name.StepId;
import io.godwit.api.run.RunEvent;
import io.godwit.api.run.RunEvent.Kind;
import io.godwit.api.step.Tally;
import io.godwit.engine.journal.Entry;
import io.godwit.engine.journal.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Tells a listener what was recorded (A8), and the log (P8). */
public final class RunEvents implements RunEngine.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(RunEvents.class);

  private final Consumer<RunEvent> listener;

  /** Events for that listener. */
  public RunEvents(Consumer<RunEvent> listener) {
    this.listener = listener;
  }

  @Override
  public void recorded(RunRecord run, List<Entry> entries, Instant at) {
    for (Entry entry : entries) {
      log(run, entry);
      listener.accept(event(run, entry, at));
    }
  }

  /** The same facts as fields, for those who search logs by them. */
  private static void log(RunRecord run, Entry entry) {
    Map<String, String> fields =
        Map.of(
            "godwit.run", run.id().toString(),
            "godwit.migration", run.plan().migration().value(),
            "godwit.direction", run.direction().name(),
            "godwit.event", kind(entry).name(),
            "godwit.step", entry.about().map(StepId::value).orElse(""));
    fields.forEach(MDC::put);
    try {
      LOG.info(
          "run {} {} {}: {}",
          run.id(),
          run.plan().migration(),
          entry.about().map(step -> "step " + step).orElse(""),
          entry.words());
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
  }

  private static RunEvent event(RunRecord run, Entry entry, Instant at) {
    List<Tally> tallies =
        entry instanceof Entry.Progressed gone ? gone.progress().tallies() : List.of();
    return new RunEvent(
        at, run.id(), run.plan().migration(), kind(entry), entry.about(), tallies, entry.words());
  }

  private static Kind kind(Entry entry) {
    if (entry instanceof Entry.Intended) {
      return Kind.STEP_STARTED;
    } else if (entry instanceof Entry.Progressed gone) {
      return gone.progress().complete() ? Kind.STEP_COMPLETED : Kind.STEP_PROGRESSED;
    } else if (entry instanceof Entry.Verified || entry instanceof Entry.Captured) {
      return Kind.STEP_PROGRESSED;
    } else if (entry instanceof Entry.Pivoted) {
      return Kind.PIVOTED;
    } else if (entry instanceof Entry.Warned) {
      return Kind.WARNING;
    } else if (entry instanceof Entry.Entered entered) {
      return entered.state().isSettled() ? Kind.RUN_SETTLED : Kind.STATE_CHANGED;
    } else if (entry instanceof Entry.Reopened) {
      return Kind.STATE_CHANGED;
    }
    return Kind.ATTEMPT_FAILED;
  }
}
