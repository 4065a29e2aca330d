package io.godwit.engine.repository.catalog;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.engine.repository.catalog.Roots.Seen;
import io.godwit.engine.repository.format.CatalogDocument;
import io.godwit.engine.repository.format.Root;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commits a change by one swap of the root; docs/formats/repository.md, "Commit", numbers the
 * steps.
 *
 * <p>One commit id serves all attempts of a commit. That is what decides an unknown swap: whichever
 * of the attempts it was that happened, its id is in the root, or in the catalog once another has
 * committed on top.
 */
public final class Committer {

  private static final int ATTEMPTS = 24;

  private final ObjectStore store;
  private final Gate gate;
  private final Roots roots;
  private final Liveness liveness;
  private final InstantSource clock;

  public Committer(
      ObjectStore store, Gate gate, Roots roots, Liveness liveness, InstantSource clock) {
    this.store = store;
    this.gate = gate;
    this.roots = roots;
    this.liveness = liveness;
    this.clock = clock;
  }

  /** Commits a change, or says why not; {@link io.godwit.api.artifact.Artifacts#publish}. */
  public Attempt<Catalog> commit(Change change) {
    return commit((Edit) catalog -> catalog.apply(change));
  }

  /**
   * Commits that content which was stored again is read from there, wherever it is published or
   * pinned; what is not any more is left alone.
   */
  public Attempt<Catalog> commitRepaired(Map<Reference, StagedArtifact> stored) {
    return commit((Edit) catalog -> catalog.replace(stored));
  }

  private Attempt<Catalog> commit(Edit change) {
    gate.requireWritable();
    String commit = store.ids().next();
    Attempt<Catalog> last = busy();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Step step = tryOnce(change, commit, last);
      if (step.settled()) {
        return step.outcome();
      }
      last = worse(last, step.outcome());
      if (attempt < ATTEMPTS) {
        store.backoff().beforeRetry(attempt);
      }
    }
    return last;
  }

  /** What one attempt came to; unless it is settled, the commit is tried again. */
  private record Step(boolean settled, Attempt<Catalog> outcome) {}

  /** When the root cannot be read, what was unknown stays unknown. */
  private Step tryOnce(Edit change, String commit, Attempt<Catalog> last) {
    try {
      return tryOnce(change, commit);
    } catch (GodwitException e) {
      if (last instanceof Attempt.Unknown) {
        return new Step(false, last);
      }
      throw e;
    }
  }

  private Step tryOnce(Edit change, String commit) {
    Seen seen = roots.read();
    CatalogDocument before = roots.catalog(seen.root());
    if (before.commits().contains(commit)) {
      return done(before);
    }
    CatalogEdit edit = new CatalogEdit(before, clock.instant());
    List<Fault> faults = change.applyTo(edit);
    if (!faults.isEmpty()) {
      return new Step(true, new Attempt.Rejected<>(faults.get(0)));
    }
    CatalogDocument after =
        before.next(
            commit,
            clock.instant(),
            seen.root().published().orElse(null),
            edit.artifacts(),
            edit.pins());
    if (after.artifacts().equals(before.artifacts()) && after.pins().equals(before.pins())) {
      return done(before);
    }
    Optional<Fault> gone = liveness.gone(seen.root(), before, after);
    if (gone.isPresent()) {
      return new Step(true, new Attempt.Rejected<>(gone.get()));
    }
    Root next = seen.root().committed(commit, roots.save(after));
    return swapped(roots.swap(seen, next), after);
  }

  private Step swapped(Attempt<String> outcome, CatalogDocument after) {
    return outcome.fold(
        tag -> done(after),
        moved -> new Step(false, busy()),
        fault -> new Step(false, new Attempt.Retryable<>(fault)),
        fault -> new Step(false, new Attempt.Unknown<>(fault)));
  }

  /** Once an attempt is unknown, all that follows is unknown until the commit id is found. */
  private static Attempt<Catalog> worse(Attempt<Catalog> before, Attempt<Catalog> now) {
    return before instanceof Attempt.Unknown ? before : now;
  }

  private static Step done(CatalogDocument catalog) {
    return new Step(true, Attempt.done(new CatalogView(catalog)));
  }

  private static Attempt<Catalog> busy() {
    return Attempt.retryable(
        ArtifactError.BUSY, "Others committed to the repository first, again and again; repeat");
  }
}
