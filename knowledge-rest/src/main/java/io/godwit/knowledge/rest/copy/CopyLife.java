package io.godwit.knowledge.rest.copy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Effect;
import io.godwit.api.step.Progress;
import io.godwit.api.step.Sighting;
import io.godwit.knowledge.rest.RestError;
import io.godwit.knowledge.rest.store.Copies;
import io.godwit.knowledge.rest.store.Manifest;
import io.godwit.knowledge.rest.store.Manifest.State;
import io.godwit.knowledge.rest.store.Move;
import io.godwit.knowledge.rest.store.Move.Mark;
import io.godwit.knowledge.rest.store.Move.Marks;
import java.util.Optional;

/**
 * What happens to a copy that is there: readers get to see it, it is taken back, what is left is
 * freed. The alias is looked at before it is moved, and moves only if the version's mark is still
 * there: what an engine had sent when another took over moves nothing any more.
 */
final class CopyLife {

  private final Copies copies;
  private final String collection;
  private final Effect effect;
  private final String name;

  CopyLife(Copies copies, String collection, Effect effect) {
    this.copies = copies;
    this.collection = collection;
    this.effect = effect;
    this.name = Copies.name(collection, effect.keys().origin());
  }

  private Optional<String> shown() {
    return Optional.ofNullable(copies.store().aliases().get(collection));
  }

  private boolean isShown() {
    return shown().filter(name::equals).isPresent();
  }

  private boolean isThere() {
    return copies.store().names().contains(name);
  }

  Progress publish() {
    Manifest manifest = copies.manifest(name).orElseThrow(() -> CopyPhase.gone(name));
    if (manifest.progress().state() != State.BUILT) {
      throw moved("has no complete version of this step to publish");
    }
    if (!isShown()) {
      Optional<String> base = manifest.origin().base();
      if (!shown().equals(base)) {
        throw moved("shows another version than this step expected");
      }
      swap(base, Optional.of(name), Mark.PENDING, Mark.SHOWN);
    }
    return Progress.complete(Checkpoint.NONE);
  }

  Progress undo() {
    Optional<Manifest> manifest = isThere() ? copies.manifest(name) : Optional.empty();
    if (manifest.isEmpty()) {
      refuseLateAttempt();
      return Progress.complete(Checkpoint.NONE);
    }
    refuseLatePublication();
    if (isShown()) {
      returnToBase(manifest.get().origin().base());
    }
    Manifest.Progress was = manifest.get().progress();
    if (was.state() != State.ABANDONED) {
      String refused = effect.keys().counterpart().map(Digest::hex).orElse("");
      copies.say(
          name,
          manifest
              .get()
              .at(
                  new Manifest.Progress(
                      State.ABANDONED, was.complete(), was.documents(), was.chunks(), refused)));
    }
    return Progress.complete(Checkpoint.NONE);
  }

  /** Before the alias is looked at: from then on nobody moves it to this version. */
  private void refuseLatePublication() {
    String pending = Mark.PENDING.on(name);
    if (copies.store().aliases().containsKey(pending)) {
      copies.store().unmark(name, pending);
    }
  }

  /** Nothing is there; what would come too late finds a version that is not wanted. */
  private void refuseLateAttempt() {
    copies.store().create(name, 1);
    copies.say(
        name,
        Manifest.unwanted(
            collection,
            effect.run().toString(),
            effect.keys().counterpart().map(Digest::hex).orElse("")));
  }

  private void returnToBase(Optional<String> base) {
    if (base.filter(each -> !copies.store().names().contains(each)).isPresent()) {
      throw new GodwitException(
          RestError.COPY_GONE,
          "Collection "
              + collection
              + " cannot return to "
              + base.get()
              + ": it is not in the store any more; go forward with a new migration instead");
    }
    swap(Optional.of(name), base, Mark.SHOWN, Mark.UNDONE);
  }

  private void swap(Optional<String> from, Optional<String> to, Mark before, Mark after) {
    if (!copies.store().swap(new Move(collection, from, to, new Marks(name, before, after)))) {
      throw moved("has been moved since it was looked at, and was left as it is");
    }
  }

  /** An undone step leaves its own version behind; one that readers see, the one before it. */
  Progress retire() {
    freed().ifPresent(copies.store()::drop);
    return Progress.complete(Checkpoint.NONE);
  }

  /** What is there to be freed. A collection that is none of ours stays. */
  private Optional<String> freed() {
    Optional<Manifest> manifest = isThere() ? copies.manifest(name) : Optional.empty();
    Optional<String> unused =
        manifest.flatMap(
            own ->
                isShown()
                    ? own.origin().base().filter(Copies::isOwn)
                    : Optional.of(name).filter(each -> own.progress().state() == State.ABANDONED));
    return unused.filter(each -> copies.store().names().contains(each));
  }

  /** What became of the effect. */
  Sighting look(Checkpoint known) {
    return switch (effect.verb()) {
      case APPLY -> lookForCopy(known);
      case PUBLISH -> done(isShown());
      case UNDO ->
          done(
              !isShown()
                  && copies
                      .manifest(name)
                      .filter(each -> each.progress().state() == State.ABANDONED)
                      .isPresent());
      case RETIRE -> done(freed().isEmpty());
    };
  }

  private Sighting lookForCopy(Checkpoint known) {
    Optional<Manifest> manifest = isThere() ? copies.manifest(name) : Optional.empty();
    if (manifest.isEmpty() || manifest.get().progress().state() == State.ABANDONED) {
      return Sighting.absent();
    }
    // As far as is known: what came after is stored again, at the same places.
    return Sighting.present(
        manifest.get().progress().complete()
            ? CopyPhase.complete(manifest.get())
            : Progress.more(known));
  }

  private static Sighting done(boolean done) {
    return done ? Sighting.present(Progress.complete(Checkpoint.NONE)) : Sighting.absent();
  }

  private GodwitException moved(String what) {
    return new GodwitException(
        RestError.ALIAS_MOVED,
        "Collection "
            + collection
            + " "
            + what
            + ": somebody else has changed it; look at the store's aliases");
  }
}
