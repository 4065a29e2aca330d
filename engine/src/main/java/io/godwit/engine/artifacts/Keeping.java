package io.godwit.engine.artifacts;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.error.GodwitException;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.ToolCall;
import io.godwit.engine.repository.collect.Collection;
import io.godwit.engine.repository.collect.Collector;
import io.godwit.engine.tool.OwnTool;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code pin}, {@code unpin}, {@code remove} and {@code gc}: what is kept and what is not. */
final class Keeping {

  /** What pins by hand begin with, so that they meet none that a run has set. */
  static final String BY_HAND = "hand/";

  /** What {@code pin} is told. */
  record PinArguments(
      @Doc("What the pin is called.") String pin,
      @Doc("NAME@VERSION, NAME:ALIAS, or NAME for the version that was published last.")
          String artifact) {}

  /** What {@code unpin} is told. */
  record UnpinArguments(@Doc("What the pin is called.") String pin) {}

  /** A pin and how much it protects. */
  record Pinned(String pin, int contents) {}

  /** What {@code remove} is told. */
  record RemoveArguments(@Doc("The version: NAME@VERSION.") String artifact) {}

  /** What is not published any more. */
  record Removed(String artifact, long sizeBytes) {}

  /** What {@code gc} is told. */
  record CollectArguments(
      @Doc("Shows what would be condemned, and changes nothing.") @Default("false") boolean dryRun,
      @Doc("How many keys to list at most.") @Default("100") int limit) {}

  /** What a collection came to. */
  record Collected(
      boolean dryRun,
      long deleted,
      long condemned,
      long condemnedBytes,
      Optional<Instant> deletedFrom,
      List<String> keys) {}

  private final Desk desk;

  Keeping(Desk desk) {
    this.desk = desk;
  }

  List<OwnTool<?>> tools() {
    return List.of(
        new OwnTool<>(
            "pin", "Keeps a version, also when it is removed.", PinArguments.class, this::pin),
        new OwnTool<>("unpin", "Removes a pin.", UnpinArguments.class, this::unpin),
        new OwnTool<>(
            "remove",
            "Takes a version out of the catalog; its bytes go with a later gc.",
            RemoveArguments.class,
            this::remove),
        new OwnTool<>(
            "gc",
            "Condemns what nothing needs any more, and deletes what was condemned before.",
            CollectArguments.class,
            this::collect));
  }

  private Answer pin(PinArguments arguments, ToolCall call) {
    Catalog catalog = desk.repository().catalog();
    PublishedArtifact artifact = Spoken.find(catalog, arguments.artifact());
    String name = BY_HAND + arguments.pin();
    Set<ManifestRef> all = new LinkedHashSet<>(catalog.pins().getOrDefault(name, List.of()));
    all.add(artifact.manifest());
    Done.publish(desk.repository(), Change.none().pin(name, List.copyOf(all)));
    return Answer.of(new Pinned(name, all.size()));
  }

  private Answer unpin(UnpinArguments arguments, ToolCall call) {
    String name = arguments.pin().startsWith(BY_HAND) ? arguments.pin() : BY_HAND + arguments.pin();
    Catalog catalog = desk.repository().catalog();
    List<ManifestRef> held = catalog.pins().get(name);
    if (held == null) {
      throw new GodwitException(
          ArtifactError.NOT_FOUND,
          "There is no pin "
              + name
              + "; those that were set by hand are "
              + catalog.pins().keySet().stream().filter(pin -> pin.startsWith(BY_HAND)).toList()
              + ", and those of runs go with `godwit retire`");
    }
    Done.publish(desk.repository(), Change.none().unpin(name));
    return Answer.of(new Pinned(name, held.size()));
  }

  private Answer remove(RemoveArguments arguments, ToolCall call) {
    Catalog catalog = desk.repository().catalog();
    PublishedArtifact artifact = Spoken.find(catalog, Spoken.id(arguments.artifact()).toString());
    Done.requireYes(
        call,
        "Once "
            + artifact.id()
            + " is removed, no release or rollback point that needs it can be returned to. Remove"
            + " it?");
    Done.publish(desk.repository(), Change.none().remove(artifact.id()));
    return Answer.of(new Removed(artifact.id().toString(), artifact.content().sizeBytes()));
  }

  private Answer collect(CollectArguments arguments, ToolCall call) {
    Collector collector = desk.repository().collector(desk.graces(), Done.watch(call));
    Collection found = arguments.dryRun() ? collector.dryRun() : collector.collect();
    return Answer.of(
        new Collected(
            arguments.dryRun(),
            found.deleted(),
            found.condemned().size(),
            found.bytes(),
            found.due(),
            found.condemned().stream().limit(arguments.limit()).map(Object::toString).toList()));
  }
}
