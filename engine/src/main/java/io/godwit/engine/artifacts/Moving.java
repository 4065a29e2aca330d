package io.godwit.engine.artifacts;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactFacts;
import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.Change;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.config.Doc;
import io.godwit.api.error.GodwitException;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.ToolCall;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.project.FolderTree;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.read.StoredContents;
import io.godwit.engine.tool.OwnTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code put}, {@code get}, {@code export} and {@code copy}. */
final class Moving {

  /** What {@code put} is told. */
  record PutArguments(
      @Doc("The version to publish: NAME@VERSION.") String artifact,
      @Doc("A file or folder.") String path,
      @Doc("Where it came from, in words; without a secret.") Optional<String> source,
      @Doc("KEY=VALUE, to be kept beside the files.") List<String> metadata) {}

  /** What {@code get} is told. */
  record GetArguments(
      @Doc("NAME@VERSION, NAME:ALIAS, or NAME for the version that was published last.")
          String artifact,
      @Doc("A folder that does not exist or is empty.") String folder) {}

  /** What {@code export} is told. */
  record ExportArguments(
      @Doc("NAME@VERSION, NAME:ALIAS, or NAME for the version that was published last.")
          String artifact,
      @Doc("The folder in which NAME/VERSION is made.") String folder) {}

  /** What {@code copy} is told. */
  record CopyArguments(
      @Doc("NAME@VERSION, NAME:ALIAS, or NAME for the version that was published last.")
          String artifact,
      @Doc("The environment to whose repository it is copied.") String environment) {}

  /** What is published now. */
  record Published(String artifact, String content, long sizeBytes, int files, boolean wasThere) {}

  private final Desk desk;

  Moving(Desk desk) {
    this.desk = desk;
  }

  List<OwnTool<?>> tools() {
    return List.of(
        new OwnTool<>("put", "Publishes a file or folder.", PutArguments.class, this::put),
        new OwnTool<>("get", "Lays a version out in a folder.", GetArguments.class, this::get),
        new OwnTool<>(
            "export",
            "Lays a version out below a folder, under its name and version, for programs that load"
                + " it from there.",
            ExportArguments.class,
            this::export),
        new OwnTool<>(
            "copy",
            "Copies a version to the repository of another environment.",
            CopyArguments.class,
            this::copy));
  }

  private Answer put(PutArguments arguments, ToolCall call) {
    ArtifactId id = Spoken.id(arguments.artifact());
    ArtifactFacts facts = facts(metadata(arguments.metadata()), arguments.source());
    StageRequest request =
        StageRequest.of(tree(call.resolve(arguments.path()), arguments.path())).with(facts);
    return publish(desk.repository(), id, request, call);
  }

  private static FolderTree tree(Path path, String said) {
    try {
      return FolderTree.of(path.toRealPath(), said);
    } catch (IOException e) {
      throw new GodwitException(
          ArtifactError.UNREADABLE, "There is no file or folder " + said + " (" + e + ")", e);
    }
  }

  private static ArtifactFacts facts(Map<String, String> metadata, Optional<String> source) {
    try {
      return new ArtifactFacts(metadata, List.of(), source);
    } catch (IllegalArgumentException e) {
      throw new GodwitException(
          ConfigError.BAD_VALUE, "Too much is to be kept beside the files: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> metadata(List<String> said) {
    Map<String, String> metadata = new TreeMap<>();
    for (String pair : said) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new GodwitException(
            ConfigError.BAD_VALUE, "--metadata is written KEY=VALUE, not '" + pair + "'");
      }
      metadata.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return metadata;
  }

  private static Answer publish(
      Repository repository, ArtifactId id, StageRequest request, ToolCall call) {
    Catalog before = repository.catalog();
    long all = request.files().sizeBytes();
    StageRequest watched =
        request.watchedBy(bytes -> Done.watch(call).at("bytes stored", bytes, all));
    StagedArtifact staged =
        repository.stage(
            Spoken.latest(before, id.name())
                .map(base -> watched.basedOn(base.manifest()))
                .orElse(watched));
    Done.publish(repository, Change.none().add(id, staged));
    return Answer.of(
        new Published(
            id.toString(),
            staged.contentDigest().toString(),
            staged.sizeBytes(),
            staged.files(),
            before.find(id).isPresent()));
  }

  private Answer get(GetArguments arguments, ToolCall call) {
    PublishedArtifact artifact = Spoken.find(desk.repository().catalog(), arguments.artifact());
    return layOut(artifact, call.resolve(arguments.folder()), call);
  }

  private Answer layOut(PublishedArtifact artifact, Path folder, ToolCall call) {
    StoredContents contents = desk.repository().contents(artifact.manifest());
    contents.export(folder, Done.watch(call));
    return Answer.written(
        new Answer.Written(folder, artifact.content().files(), artifact.content().sizeBytes()));
  }

  /** The folder appears when all of it is there, so what is there is whole. */
  private Answer export(ExportArguments arguments, ToolCall call) {
    PublishedArtifact artifact = Spoken.find(desk.repository().catalog(), arguments.artifact());
    Path folder =
        call.resolve(arguments.folder())
            .resolve(artifact.id().name().value())
            .resolve(artifact.id().version().value());
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Answer.written(
          new Answer.Written(folder, artifact.content().files(), artifact.content().sizeBytes()));
    }
    try {
      Files.createDirectories(folder.getParent());
    } catch (IOException e) {
      throw new GodwitException(
          ArtifactError.EXPORT_REFUSED,
          "Folder " + folder.getParent() + " cannot be made (" + e + "); name another",
          e);
    }
    return layOut(artifact, folder, call);
  }

  private Answer copy(CopyArguments arguments, ToolCall call) {
    PublishedArtifact artifact = Spoken.find(desk.repository().catalog(), arguments.artifact());
    StoredContents contents = desk.repository().contents(artifact.manifest());
    StageRequest request = StageRequest.of(contents).with(contents.facts());
    return desk.elsewhere(
        arguments.environment(),
        other -> {
          Optional<PublishedArtifact> there = other.catalog().find(artifact.id());
          boolean same =
              there
                  .filter(
                      found ->
                          found
                              .content()
                              .contentDigest()
                              .equals(artifact.content().contentDigest()))
                  .isPresent();
          return same
              ? Answer.of(
                  new Published(
                      artifact.id().toString(),
                      artifact.content().contentDigest().toString(),
                      artifact.content().sizeBytes(),
                      artifact.content().files(),
                      true))
              : publish(other, artifact.id(), request, call);
        });
  }
}
