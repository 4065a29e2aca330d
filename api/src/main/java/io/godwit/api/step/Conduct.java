package io.godwit.api.step;

import java.util.Objects;

/**
 * How a step behaves, which decides how it is ordered, recorded and recovered.
 *
 * @param undo how it can be taken back
 * @param landing where its effect lands, and so how an unknown outcome is decided
 * @param risk how much can go wrong
 * @param downtime whether the application must not run meanwhile
 * @param publishes whether there is something to publish; when not, the engine does not call it
 */
public record Conduct(Undo undo, Landing landing, Risk risk, boolean downtime, boolean publishes) {

  /** How a step is taken back. */
  public enum Undo {
    /** By an inverse change: a down script, a pointer swap. */
    INVERSE,
    /** From bytes that are captured before. */
    SNAPSHOT,
    /**
     * By doing it once more, when all that is to be undone is: for what has to notice the change,
     * whichever way it goes, such as a service that is restarted.
     */
    REPEAT,
    /** Not at all: such a step needs the person's explicit word and runs last. */
    NONE
  }

  /** The classes of effect in DESIGN.md. */
  public enum Landing {
    /** In the state database, in the same transaction as its record. */
    STATE,
    /** In another SQL database, in one transaction with its receipt. */
    RECEIPT,
    /** In a store without transactions that can be asked. */
    LOOK,
    /** Where nothing can be asked: only with the person's explicit word. */
    BLIND
  }

  /** How much can go wrong. */
  public enum Risk {
    /** Adds something beside what is there. */
    LOW,
    /** Changes what is there in a way that readers bear. */
    MEDIUM,
    /** Locks, rewrites or breaks readers for a while. */
    HIGH,
    /** May lose something. */
    CRITICAL
  }

  /** Checks that nothing is null. */
  public Conduct {
    Objects.requireNonNull(undo, "undo");
    Objects.requireNonNull(landing, "landing");
    Objects.requireNonNull(risk, "risk");
  }
}
