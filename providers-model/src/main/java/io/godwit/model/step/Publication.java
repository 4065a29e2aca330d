package io.godwit.model.step;

import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.Card;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.registry.TextTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version that a step adds, with its card, and the alias that it moves: what publishing,
 * converting and copying have in common. Content and card are in the repository before anything is
 * published, so publish and undo take the same time whatever the size of the model.
 */
public final class Publication {

  private static final String CARD = "card";
  private static final String CONTENT = "content";
  private static final String EXISTED = "existed";

  private final ModelRegistry registry;
  private final StepContext context;
  private final MarkedStep marked;
  private final ModelName model;
  private final Version version;
  private final Optional<AliasMove> alias;

  /** A step's version and alias. */
  public Publication(ModelRegistry registry, StepContext context, NewVersion added) {
    this.registry = registry;
    this.context = context;
    this.marked = new MarkedStep(registry, context);
    this.model = added.model();
    this.version = added.version();
    this.alias = added.alias();
  }

  /** What a repeated apply, or one that takes back an undo, has to do; empty for the first. */
  public Optional<Attempt<Progress>> again() {
    return marked.applyAgain();
  }

  /** Notes what is to be published, unless the version is taken or the alias has moved. */
  public Attempt<Progress> note(Catalog catalog, StagedArtifact content, String card) {
    Optional<PublishedArtifact> present = catalog.find(registry.version(model, version));
    Optional<Version> now =
        alias.flatMap(move -> registry.named(catalog, model, new AliasName(move.name())));
    Optional<Fault> fault =
        present
            .flatMap(there -> PublishPlanner.taken(there, content.contentDigest()))
            .or(() -> alias.flatMap(move -> marked.moved(model, move, now)));
    if (fault.isPresent()) {
      return new Attempt.Rejected<>(fault.get());
    }
    Map<String, String> besides = new HashMap<>(Kept.values(CONTENT, content));
    besides.put(EXISTED, Boolean.toString(present.isPresent()));
    besides.put(CARD, card);
    return Attempt.done(
        Progress.complete(MarkedStep.note(now, besides), Tally.of("bytes", content.sizeBytes())));
  }

  /** The content that was noted. */
  public Optional<StagedArtifact> content() {
    return Kept.in(context.applied(), CONTENT);
  }

  /** Publishes what was noted, in one swap. */
  public Attempt<Progress> publish() {
    try {
      Change change =
          Change.none()
              .add(registry.version(model, version), content().orElseThrow())
              .unpin(marked.pin());
      if (!existed()) {
        TextTree card = new TextTree(Card.FILE, context.applied().get(CARD).orElseThrow());
        change =
            change.add(
                registry.card(model, version), registry.artifacts().stage(StageRequest.of(card)));
      }
      return marked.publish(
          alias.isPresent() ? marked.forth(change, model, alias.get().name(), version) : change);
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  /** Takes the version and its card out and moves the alias back, in one swap; keeps the bytes. */
  public Attempt<Progress> undo() {
    return marked.undo(this::back);
  }

  private Change back(Catalog catalog) {
    Change change =
        alias.isPresent()
            ? marked.back(Change.none(), model, alias.get().name(), version)
            : Change.none();
    if (existed()) {
      return change;
    }
    ArtifactId id = registry.version(model, version);
    ArtifactId card = registry.card(model, version);
    return change
        .remove(id)
        .remove(card)
        .pin(
            marked.pin(),
            List.of(id, card).stream()
                .flatMap(artifact -> catalog.find(artifact).stream())
                .map(PublishedArtifact::manifest)
                .toList());
  }

  private boolean existed() {
    return context.applied().get(EXISTED).equals(Optional.of("true"));
  }
}
