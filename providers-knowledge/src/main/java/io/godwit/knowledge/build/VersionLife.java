package io.godwit.knowledge.build;

import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.CollectionVersion.State;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.Retirement;
import io.godwit.knowledge.store.Retirement.Freed;
import io.godwit.knowledge.store.Retirement.Pass;
import io.godwit.knowledge.store.Retirement.Position;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What becomes of a version once it is built: the same for every step that builds one. Publishing
 * and undoing swap the pointer and write a word into the version's row, whatever the collection's
 * size; only retiring touches its rows.
 */
public final class VersionLife {

  private static final int FREED_AT_ONCE = 5000;
  private static final String PASS = "pass";
  private static final String AT = "at";
  private static final String FREED = "freed";

  private VersionLife() {}

  public static Attempt<Progress> publish(
      KnowledgeTarget target, String name, StepContext context) {
    return target
        .store()
        .once(
            context.effect(),
            (session, past) -> {
              publish(session, name, own(session, context).orElseThrow(() -> nothingBuilt(name)));
              return Progress.complete(Checkpoint.NONE);
            });
  }

  /** Publishes a version in the transaction in which it has nothing left to follow. */
  static Attempt<Progress> publish(Following following, String name, StepContext context) {
    return Batches.run(
        context,
        checkpoint ->
            following.next(
                Progress.more(checkpoint),
                (session, version) -> {
                  publish(session, name, version);
                  return Progress.complete(Checkpoint.NONE);
                }));
  }

  private static void publish(StoreSession session, String name, CollectionVersion version)
      throws SQLException {
    if (version.state() != State.BUILT && version.state() != State.PUBLISHED) {
      throw nothingBuilt(name);
    }
    OptionalLong seen = session.pointer().version(version.collection());
    boolean already = seen.isPresent() && seen.getAsLong() == version.id();
    if (!already
        && !session.pointer().swap(version.collection(), version.base(), Optional.of(version))) {
      throw moved(name);
    }
    session.versions().setState(version, State.PUBLISHED);
    session.changes().forget(version);
  }

  public static Attempt<Progress> undo(KnowledgeTarget target, String name, StepContext context) {
    try {
      new IndexPhase(target, context).cancel();
    } catch (SQLException e) {
      return new Attempt.Retryable<>(target.store().database().fault(e));
    } catch (GodwitException e) {
      return Endings.of(e);
    }
    return target
        .store()
        .once(
            context.effect(),
            (session, past) -> {
              Optional<CollectionVersion> version = own(session, context);
              if (version.isPresent()) {
                undo(session, name, version.get());
              }
              return Progress.complete(Checkpoint.NONE);
            });
  }

  private static void undo(StoreSession session, String name, CollectionVersion version)
      throws SQLException {
    if (version.state() == State.ABANDONED || version.state() == State.RETIRED) {
      return;
    }
    if (version.state() == State.PUBLISHED) {
      returnToBase(session, name, version);
    }
    session.versions().setState(version, State.ABANDONED);
    session.changes().forget(version);
  }

  private static void returnToBase(StoreSession session, String name, CollectionVersion version)
      throws SQLException {
    Optional<CollectionVersion> base = Optional.empty();
    if (version.base().isPresent()) {
      base = Optional.of(session.versions().version(version.base().getAsLong()));
    }
    if (base.filter(each -> each.state() == State.RETIRED).isPresent()) {
      throw new GodwitException(
          KnowledgeError.VERSION_RETIRED,
          "Collection "
              + name
              + " cannot return to its version "
              + base.get().number()
              + ": its rows have been freed; go forward with a new migration instead");
    }
    OptionalLong own = OptionalLong.of(version.id());
    if (!session.pointer().version(version.collection()).equals(version.base())
        && !session.pointer().swap(version.collection(), own, base)) {
      throw moved(name);
    }
  }

  public static Attempt<Progress> retire(KnowledgeTarget target, StepContext context) {
    Attempt<Progress> freed = freeRows(target, context);
    return freed.fold(
        progress -> progress.complete() ? IndexPhase.dropUnused(target, progress) : freed,
        fault -> freed,
        fault -> freed,
        fault -> freed);
  }

  private static Attempt<Progress> freeRows(KnowledgeTarget target, StepContext context) {
    return target
        .store()
        .once(
            context.effect(),
            (session, past) -> {
              Optional<CollectionVersion> version = toFree(session, context);
              if (version.isEmpty()) {
                return Progress.nothing();
              }
              Checkpoint checkpoint = past.own().map(Progress::checkpoint).orElse(Checkpoint.NONE);
              return free(session, version.get(), checkpoint);
            });
  }

  /** An undone step leaves its own version behind; one that readers see, the one before it. */
  private static Optional<CollectionVersion> toFree(StoreSession session, StepContext context)
      throws SQLException {
    Optional<CollectionVersion> own = own(session, context);
    if (own.isEmpty() || own.get().state() == State.BUILDING || own.get().state() == State.BUILT) {
      return Optional.empty();
    }
    if (own.get().state() != State.PUBLISHED) {
      return own;
    }
    OptionalLong base = own.get().base();
    return base.isPresent()
        ? Optional.of(session.versions().version(base.getAsLong()))
        : Optional.empty();
  }

  private static Progress free(
      StoreSession session, CollectionVersion version, Checkpoint checkpoint) throws SQLException {
    Retirement retirement = session.retirement(version);
    if (retirement.isNeeded()) {
      return Progress.nothing();
    }
    session.versions().setState(version, State.RETIRED);
    Position position =
        checkpoint
            .get(PASS)
            .map(
                pass ->
                    new Position(
                        Pass.valueOf(pass), Long.parseLong(checkpoint.get(AT).orElse("-1"))))
            .orElse(Position.START);
    Freed freed = retirement.next(position, FREED_AT_ONCE);
    long sum = Long.parseLong(checkpoint.get(FREED).orElse("0")) + freed.rows();
    Checkpoint next =
        new Checkpoint(
            Map.of(
                PASS, freed.next().pass().name(),
                AT, Long.toString(freed.next().at()),
                FREED, Long.toString(sum)));
    return new Progress(freed.complete(), next, List.of(new Tally("rows freed", sum, -1)));
  }

  /**
   * Takes up a version that a step has begun before, and may have undone since; tells whether all
   * of it is there already.
   */
  public static boolean takeUpAgain(StoreSession session, CollectionVersion version)
      throws SQLException {
    if (version.state() == State.RETIRED) {
      throw new GodwitException(
          KnowledgeError.VERSION_RETIRED,
          "Version "
              + version.number()
              + " of the collection was undone and its rows have been freed; run the migration"
              + " anew");
    }
    if (version.state() == State.ABANDONED) {
      if (!version.complete()) {
        session.versions().forgetDocuments(version);
      }
      session.versions().setState(version, version.complete() ? State.BUILT : State.BUILDING);
    }
    return version.complete();
  }

  public static Optional<CollectionVersion> own(StoreSession session, StepContext context)
      throws SQLException {
    return session.versions().builtBy(context.effect().keys().origin());
  }

  static GodwitException nothingBuilt(String name) {
    return new GodwitException(
        KnowledgeError.POINTER_MOVED,
        "Collection "
            + name
            + " has no complete version of this step to publish; run the migration"
            + " again");
  }

  private static GodwitException moved(String name) {
    return new GodwitException(
        KnowledgeError.POINTER_MOVED,
        "Collection "
            + name
            + " shows another version than this step left or expected: somebody else has changed"
            + " it; look at the table knowledge_active");
  }
}
