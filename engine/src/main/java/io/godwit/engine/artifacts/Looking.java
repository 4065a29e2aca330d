package io.godwit.engine.artifacts;

import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.ArtifactName;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Contents;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.ToolCall;
import io.godwit.engine.tool.OwnTool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** {@code list}, {@code show} and {@code diff}. */
final class Looking {

  /** What {@code list} is told. */
  record ListArguments(
      @Doc("Only artifacts whose names begin so.") Optional<String> prefix,
      @Doc("How many versions at most.") @Default("1000") int limit) {}

  /** A version in a list. */
  record Line(
      String artifact,
      String version,
      List<String> aliases,
      long sizeBytes,
      int files,
      Instant publishedAt) {}

  /** What {@code show} is told. */
  record ShowArguments(
      @Doc("NAME@VERSION, NAME:ALIAS, or NAME for the version that was published last.")
          String artifact,
      @Doc("How many files at most.") @Default("1000") int limit) {}

  /** A version in full. */
  record Detail(
      String artifact,
      String version,
      List<String> aliases,
      Instant publishedAt,
      String content,
      String manifest,
      long sizeBytes,
      int files,
      List<String> pins,
      Map<String, String> metadata,
      List<String> parents,
      Optional<String> source,
      List<FileLine> listing) {}

  /** A file of a version. */
  record FileLine(String path, long sizeBytes, String sha256) {}

  /** What {@code diff} is told. */
  record DiffArguments(
      @Doc("NAME@VERSION, NAME:ALIAS or NAME.") String from,
      @Doc("The same, of what it is compared with.") String to,
      @Doc("How many files at most.") @Default("1000") int limit) {}

  /** How two versions differ. */
  record Difference(
      String from,
      String to,
      boolean equal,
      long added,
      long removed,
      long changed,
      long same,
      List<Changed> files) {}

  /** A file that differs. */
  record Changed(String path, String change, Optional<Long> fromBytes, Optional<Long> toBytes) {}

  private final Desk desk;

  Looking(Desk desk) {
    this.desk = desk;
  }

  List<OwnTool<?>> tools() {
    return List.of(
        new OwnTool<>("list", "Lists what is published.", ListArguments.class, this::list),
        new OwnTool<>("show", "Shows one version with its files.", ShowArguments.class, this::show),
        new OwnTool<>(
            "diff", "Compares the files of two versions.", DiffArguments.class, this::diff));
  }

  private Answer list(ListArguments arguments, ToolCall call) {
    Catalog catalog = desk.repository().catalog();
    List<Line> lines = new ArrayList<>();
    for (ArtifactName name : catalog.names()) {
      if (name.value().startsWith(arguments.prefix().orElse(""))) {
        for (PublishedArtifact version : catalog.versions(name)) {
          if (lines.size() < arguments.limit()) {
            lines.add(line(catalog, version));
          }
        }
      }
    }
    return Answer.rows(Line.class, lines);
  }

  private static Line line(Catalog catalog, PublishedArtifact artifact) {
    return new Line(
        artifact.id().name().value(),
        artifact.id().version().value(),
        aliases(catalog, artifact.id()),
        artifact.content().sizeBytes(),
        artifact.content().files(),
        artifact.publishedAt());
  }

  private static List<String> aliases(Catalog catalog, ArtifactId id) {
    return catalog.aliases(id.name()).entrySet().stream()
        .filter(alias -> alias.getValue().id().equals(id))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Answer show(ShowArguments arguments, ToolCall call) {
    Catalog catalog = desk.repository().catalog();
    PublishedArtifact artifact = Spoken.find(catalog, arguments.artifact());
    Contents contents = desk.repository().contents(artifact.manifest());
    return Answer.of(
        new Detail(
            artifact.id().name().value(),
            artifact.id().version().value(),
            aliases(catalog, artifact.id()),
            artifact.publishedAt(),
            artifact.content().contentDigest().toString(),
            artifact.manifest().key().value(),
            artifact.content().sizeBytes(),
            artifact.content().files(),
            pins(catalog, artifact.manifest()),
            contents.facts().metadata(),
            contents.facts().parents().stream().map(ArtifactId::toString).toList(),
            contents.facts().source(),
            contents.listing().stream()
                .limit(arguments.limit())
                .map(file -> new FileLine(file.path(), file.sizeBytes(), file.sha256().toString()))
                .toList()));
  }

  private static List<String> pins(Catalog catalog, ManifestRef manifest) {
    return catalog.pins().entrySet().stream()
        .filter(pin -> pin.getValue().contains(manifest))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Answer diff(DiffArguments arguments, ToolCall call) {
    Catalog catalog = desk.repository().catalog();
    PublishedArtifact from = Spoken.find(catalog, arguments.from());
    PublishedArtifact to = Spoken.find(catalog, arguments.to());
    Map<String, ArtifactFile> before = files(from);
    Map<String, ArtifactFile> after = files(to);
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    List<Changed> changes = new ArrayList<>();
    for (String path : paths) {
      changed(path, Optional.ofNullable(before.get(path)), Optional.ofNullable(after.get(path)))
          .ifPresent(changes::add);
    }
    return Answer.of(
        new Difference(
            from.id().toString(),
            to.id().toString(),
            changes.isEmpty(),
            count(changes, "added"),
            count(changes, "removed"),
            count(changes, "changed"),
            (long) paths.size() - changes.size(),
            changes.stream().limit(arguments.limit()).toList()));
  }

  private Map<String, ArtifactFile> files(PublishedArtifact artifact) {
    Map<String, ArtifactFile> files = new LinkedHashMap<>();
    desk.repository()
        .contents(artifact.manifest())
        .listing()
        .forEach(file -> files.put(file.path(), file));
    return files;
  }

  private static Optional<Changed> changed(
      String path, Optional<ArtifactFile> before, Optional<ArtifactFile> after) {
    if (before.equals(after)) {
      return Optional.empty();
    }
    String change = before.isEmpty() ? "added" : after.isEmpty() ? "removed" : "changed";
    return Optional.of(
        new Changed(
            path, change, before.map(ArtifactFile::sizeBytes), after.map(ArtifactFile::sizeBytes)));
  }

  private static long count(List<Changed> changes, String kind) {
    return changes.stream().filter(change -> change.change().equals(kind)).count();
  }
}
