package io.godwit.api.step;

import io.godwit.api.error.Fault;
import java.util.Objects;
import java.util.function.Function;

/** What a look at the target says about an effect whose outcome is not known. */
public sealed interface Sighting {

  /** It did not happen, and an attempt that is still under way can no longer make it happen. */
  record Absent() implements Sighting {
    @Override
    public <R> R fold(
        Function<? super Absent, ? extends R> absent,
        Function<? super Present, ? extends R> present,
        Function<? super Unclear, ? extends R> unclear) {
      return absent.apply(this);
    }
  }

  /** It happened as far as this progress says, which may be part of the way. */
  record Present(Progress progress) implements Sighting {
    /** Checks that there is a progress. */
    public Present {
      Objects.requireNonNull(progress, "progress");
    }

    @Override
    public <R> R fold(
        Function<? super Absent, ? extends R> absent,
        Function<? super Present, ? extends R> present,
        Function<? super Unclear, ? extends R> unclear) {
      return present.apply(this);
    }
  }

  /** It cannot be told: the target does not answer, or somebody else has changed it since. */
  record Unclear(Fault fault, boolean lookAgain) implements Sighting {
    /** Checks that there is a fault. */
    public Unclear {
      Objects.requireNonNull(fault, "fault");
    }

    @Override
    public <R> R fold(
        Function<? super Absent, ? extends R> absent,
        Function<? super Present, ? extends R> present,
        Function<? super Unclear, ? extends R> unclear) {
      return unclear.apply(this);
    }
  }

  /** Calls the function for what was seen. */
  <R> R fold(
      Function<? super Absent, ? extends R> absent,
      Function<? super Present, ? extends R> present,
      Function<? super Unclear, ? extends R> unclear);

  /** It did not happen. */
  static Sighting absent() {
    return new Absent();
  }

  /** It happened, as far as the progress says. */
  static Sighting present(Progress progress) {
    return new Present(progress);
  }

  /** The target does not answer now; a later look may tell. */
  static Sighting unreachable(Fault fault) {
    return new Unclear(fault, true);
  }

  /** No look will tell: a person must decide. */
  static Sighting undecidable(Fault fault) {
    return new Unclear(fault, false);
  }
}
