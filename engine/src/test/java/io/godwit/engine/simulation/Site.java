package io.godwit.engine.simulation;

import java.util.EnumSet;
import java.util.Set;

/** Where calls leave the engine, and what can go wrong there. */
enum Site {
  ACQUIRE(Kind.STORE),
  RENEW(Kind.STORE),
  READ(Kind.STORE),
  BEGIN(Kind.STORE),
  COMMIT(Kind.STORE),
  PIVOT(Kind.STORE),
  CAPTURE(Kind.EFFECT),
  APPLY(Kind.EFFECT),
  PUBLISH(Kind.EFFECT),
  UNDO(Kind.EFFECT),
  RETIRE(Kind.EFFECT),
  LOOK(Kind.LOOK),
  VERIFY(Kind.LOOK);

  /** What answers. */
  enum Kind {
    /** The state store. */
    STORE,
    /** A target that is changed. */
    EFFECT,
    /** A target that is looked at. */
    LOOK
  }

  private final Kind kind;

  Site(Kind kind) {
    this.kind = kind;
  }

  /** What can go wrong here. A look that fails finds nothing out; verifying says no. */
  Set<Mishap> mishaps() {
    return switch (kind) {
      case STORE, EFFECT -> EnumSet.allOf(Mishap.class);
      case LOOK ->
          this == VERIFY
              ? EnumSet.of(Mishap.CRASH_BEFORE, Mishap.SLOW, Mishap.STAND_STILL)
              : EnumSet.of(Mishap.CRASH_BEFORE, Mishap.FAIL, Mishap.SLOW, Mishap.STAND_STILL);
    };
  }
}
