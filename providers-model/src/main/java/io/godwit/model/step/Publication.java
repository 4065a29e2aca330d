package io.godwit.model.step;

import io.godwit.api.artifact.Alias;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Version;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepContext;
import io.godwit.api.step.Tally;
import io.godwit.model.registry.AliasName;
import io.godwit.model.registry.Card;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.registry.TextTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Versions that a step adds, with their cards, and the aliases that it moves: what publishing,
 * converting and copying have in common. Contents and cards are in the repository before anything
 * is published, so publish and undo are one swap each and take the same time whatever the size of
 * the models.
 */
public final class Publication {

  private static final String ALIAS = "alias";
  private static final String CARD = "card";
  private static final String CONTENT = "content";
  private static final String EXISTED = "existed";

  /**
   * A version that is to be published.
   *
   * @param added the version
   * @param content its files
   * @param card what is recorded about it
   */
  public record Addition(NewVersion added, StagedArtifact content, String card) {}

  private final ModelRegistry registry;
  private final StepContext context;
  private final MarkedStep marked;
  private final List<NewVersion> versions;

  /** A step's versions and aliases. */
  public Publication(ModelRegistry registry, StepContext context, List<NewVersion> versions) {
    this.registry = registry;
    this.context = context;
    this.marked = new MarkedStep(registry, context);
    this.versions = List.copyOf(versions);
  }

  /** A step's only version and its alias. */
  public Publication(ModelRegistry registry, StepContext context, NewVersion version) {
    this(registry, context, List.of(version));
  }

  /** What a repeated apply, or one that takes back an undo, has to do; empty for the first. */
  public Optional<Attempt<Progress>> again() {
    return marked.applyAgain();
  }

  /** Notes what is to be published, unless a version is taken or an alias has moved. */
  public Attempt<Progress> note(Catalog catalog, List<Addition> additions) {
    Map<String, String> noted = new HashMap<>();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < additions.size(); i++) {
      Addition addition = additions.get(i);
      Optional<PublishedArtifact> present = catalog.find(id(addition.added()));
      Optional<Version> alias = alias(catalog, addition.added());
      present
          .flatMap(there -> PublishPlanner.taken(there, addition.content().contentDigest()))
          .or(() -> moved(addition.added(), alias))
          .ifPresent(faults::add);
      noted.putAll(Kept.values(key(i, CONTENT), addition.content()));
      noted.put(key(i, EXISTED), Boolean.toString(present.isPresent()));
      TextTree card = new TextTree(Card.FILE, addition.card());
      noted.putAll(Kept.values(key(i, CARD), registry.artifacts().stage(StageRequest.of(card))));
      if (alias.isPresent()) {
        noted.put(key(i, ALIAS), alias.get().value());
      }
    }
    return faults.isEmpty()
        ? Attempt.done(Progress.complete(new Checkpoint(noted), bytes(additions)))
        : Endings.rejected(faults);
  }

  private static Tally bytes(List<Addition> additions) {
    return Tally.of("bytes", additions.stream().mapToLong(one -> one.content().sizeBytes()).sum());
  }

  private Optional<Version> alias(Catalog catalog, NewVersion added) {
    return added
        .alias()
        .flatMap(move -> registry.named(catalog, added.model(), new AliasName(move.name())));
  }

  private Optional<Fault> moved(NewVersion added, Optional<Version> now) {
    return added.alias().flatMap(move -> marked.moved(added.model(), move, now));
  }

  private static String key(int version, String what) {
    return version + "." + what;
  }

  /** The content that was noted, of the first version. */
  public Optional<StagedArtifact> content() {
    return content(0);
  }

  private Optional<StagedArtifact> content(int version) {
    return Kept.in(context.applied(), key(version, CONTENT));
  }

  /** Publishes what was noted, in one swap. */
  public Attempt<Progress> publish() {
    try {
      Change change = Change.none().unpin(marked.pin());
      for (int i = 0; i < versions.size(); i++) {
        change = forth(change, i);
      }
      return marked.publish(change);
    } catch (GodwitException e) {
      return Endings.of(e);
    }
  }

  private Change forth(Change change, int i) {
    NewVersion added = versions.get(i);
    Change forth = change.add(id(added), content(i).orElseThrow());
    if (!existed(i)) {
      forth = forth.add(card(added), Kept.in(context.applied(), key(i, CARD)).orElseThrow());
    }
    return added.alias().isEmpty()
        ? forth
        : forth.move(alias(added), aliasBefore(i), Optional.of(added.version()));
  }

  /** Takes the versions and cards out and moves the aliases back, in one swap; keeps the bytes. */
  public Attempt<Progress> undo() {
    return marked.undo(this::back);
  }

  private Change back(Catalog catalog) {
    Change change = Change.none();
    List<ManifestRef> kept = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      NewVersion added = versions.get(i);
      if (added.alias().isPresent()) {
        change = change.move(alias(added), Optional.of(added.version()), aliasBefore(i));
      }
      if (!existed(i)) {
        for (ArtifactId gone : List.of(id(added), card(added))) {
          change = change.remove(gone);
          catalog.find(gone).map(PublishedArtifact::manifest).ifPresent(kept::add);
        }
      }
    }
    return kept.isEmpty() ? change : change.pin(marked.pin(), kept);
  }

  private ArtifactId id(NewVersion added) {
    return registry.version(added.model(), added.version());
  }

  private ArtifactId card(NewVersion added) {
    return registry.card(added.model(), added.version());
  }

  private Alias alias(NewVersion added) {
    return registry.alias(added.model(), new AliasName(added.alias().orElseThrow().name()));
  }

  private Optional<Version> aliasBefore(int i) {
    return context.applied().get(key(i, ALIAS)).map(Version::new);
  }

  private boolean existed(int i) {
    return context.applied().get(key(i, EXISTED)).equals(Optional.of("true"));
  }
}
