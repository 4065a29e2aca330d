package io.godwit.engine.run;

import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.StepId;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Finding;
import io.godwit.api.step.Input;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.state.StateStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Counts the effects of a run, and lets one of them go wrong. */
final class Faults {

  /** What goes wrong. */
  enum Kind {
    CRASH_BEFORE,
    CRASH_AFTER,
    LOSE_ANSWER,
    FAIL_ONCE
  }

  /** The process is dead. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final int at;
  private final Kind kind;
  private int count;

  /** Lets the effect with this number, from 1, go wrong; none with 0. */
  Faults(int at, Kind kind) {
    this.at = at;
    this.kind = kind;
  }

  int count() {
    return count;
  }

  /** A store whose commits may go wrong. */
  StateStore around(StateStore store) {
    return (StateStore)
        Proxy.newProxyInstance(
            StateStore.class.getClassLoader(),
            new Class<?>[] {StateStore.class},
            (proxy, method, arguments) -> {
              Supplier<Object> call =
                  () -> {
                    try {
                      return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                      throw (RuntimeException) e.getCause();
                    } catch (IllegalAccessException e) {
                      throw new AssertionError(e);
                    }
                  };
              return method.getName().equals("commit") ? commit(call) : call.get();
            });
  }

  private Object commit(Supplier<Object> call) {
    if (++count != at) {
      return call.get();
    }
    if (kind == Kind.CRASH_AFTER || kind == Kind.LOSE_ANSWER) {
      var unused = call.get();
    }
    if (kind == Kind.CRASH_AFTER || kind == Kind.CRASH_BEFORE) {
      throw new Crash();
    }
    throw lost();
  }

  private static GodwitException lost() {
    return new GodwitException(EngineError.STATE_UNREACHABLE, "no answer");
  }

  /** Steps whose effects may go wrong. */
  Steps around(Steps steps) {
    return new Steps() {
      @Override
      public Attempt<StagedArtifact> capture(RunRecord run, StepId step, Input input) {
        return effect(() -> steps.capture(run, step, input));
      }

      @Override
      public Attempt<Progress> perform(RunRecord run, Effect effect, Instant deadline) {
        return effect(() -> steps.perform(run, effect, deadline));
      }

      @Override
      public Sighting look(RunRecord run, Effect effect) {
        return steps.look(run, effect);
      }

      @Override
      public List<Finding> verify(RunRecord run, StepId step) {
        return question(() -> steps.verify(run, step));
      }
    };
  }

  private <T> T question(Supplier<T> call) {
    if (++count != at) {
      return call.get();
    }
    if (kind == Kind.CRASH_BEFORE || kind == Kind.CRASH_AFTER) {
      throw new Crash();
    }
    throw new GodwitException(TestError.BROKEN, "no answer");
  }

  private <T> Attempt<T> effect(Supplier<Attempt<T>> call) {
    if (++count != at) {
      return call.get();
    }
    return switch (kind) {
      case CRASH_BEFORE -> throw new Crash();
      case CRASH_AFTER -> {
        var unused = call.get();
        throw new Crash();
      }
      case LOSE_ANSWER -> {
        var unused = call.get();
        yield Attempt.unknown(TestError.BROKEN, "the answer was lost");
      }
      case FAIL_ONCE -> Attempt.retryable(TestError.BROKEN, "busy");
    };
  }
}
