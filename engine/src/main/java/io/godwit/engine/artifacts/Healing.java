package io.godwit.engine.artifacts;

import io.godwit.api.artifact.ArtifactId;
import io.godwit.api.artifact.Catalog;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.PublishedArtifact;
import io.godwit.api.artifact.Verification;
import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.run.DoctorView;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.ToolCall;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.project.FolderTree;
import io.godwit.engine.repository.Repository;
import io.godwit.engine.repository.read.StoredContents;
import io.godwit.engine.repository.repair.Repaired;
import io.godwit.engine.repository.repair.Restored;
import io.godwit.engine.repository.repair.Spare;
import io.godwit.engine.repository.work.Watch;
import io.godwit.engine.tool.OwnTool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code verify}, {@code repair} and {@code probe}. */
final class Healing {

  /** What {@code verify} is told. */
  record VerifyArguments(
      @Doc("Only this: NAME@VERSION, NAME:ALIAS or NAME.") Optional<String> artifact,
      @Doc("Which share of the chunks to read, from 0 to 1.") @Default("1") double share,
      @Doc("Goes on where a verification of all was broken off, at most three days ago.")
          @Default("false")
          boolean resume) {
    VerifyArguments {
      if (resume && artifact.isPresent()) {
        throw new IllegalArgumentException("--resume is for a verification of all");
      }
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("share is from 0 to 1");
      }
    }
  }

  /** What a verification found. */
  record Verified(
      boolean clean, long objects, long chunks, long checkedBytes, List<Wrong> faults) {}

  /** What is broken. */
  record Wrong(String code, String message) {}

  /** What {@code repair} is told. */
  record RepairArguments(
      @Doc("Only this: NAME@VERSION, NAME:ALIAS or NAME.") Optional<String> artifact,
      @Doc("A folder with files as they were.") List<String> from,
      @Doc("Another environment, in whose repository to look.") List<String> fromEnv,
      @Doc("Makes the root again from the catalogs that are stored, and nothing else.")
          @Default("false")
          boolean root) {
    RepairArguments {
      if (root && (artifact.isPresent() || !from.isEmpty() || !fromEnv.isEmpty())) {
        throw new IllegalArgumentException("--root stands alone: content is repaired after it");
      }
    }
  }

  /** What was broken. */
  record Mended(String artifact, boolean repaired, List<String> lost) {}

  private final Desk desk;

  Healing(Desk desk) {
    this.desk = desk;
  }

  List<OwnTool<?>> tools() {
    return List.of(
        new OwnTool<>(
            "verify",
            "Reads and hashes what is stored, all of it or a share.",
            VerifyArguments.class,
            this::verify),
        new OwnTool<>(
            "repair",
            "Stores broken content again, from what is whole of it or from copies.",
            RepairArguments.class,
            this::repair),
        new OwnTool<>(
            "probe",
            "Tries on the storage what the repository relies on.",
            ProbeArguments.class,
            this::probe));
  }

  /** {@code probe} is told nothing. */
  record ProbeArguments() {}

  private Answer verify(VerifyArguments arguments, ToolCall call) {
    Repository repository = desk.repository();
    Watch watch = Done.watch(call);
    Verification found =
        arguments
            .artifact()
            .map(said -> Spoken.find(repository.catalog(), said).manifest())
            .map(
                manifest ->
                    repository.verify(
                        manifest, arguments.share(), bytes -> watch.at("bytes read", bytes, 0)))
            .orElseGet(
                () ->
                    repository.verifyAll(
                        arguments.share(),
                        arguments.resume(),
                        bytes -> watch.at("bytes read", bytes, 0)));
    Answer answer =
        Answer.of(
            new Verified(
                found.clean(),
                found.objects(),
                found.chunks(),
                found.bytes(),
                found.faults().stream().map(Healing::wrong).toList()));
    return found.clean() ? answer : answer.objecting();
  }

  private static Wrong wrong(Fault fault) {
    return new Wrong(fault.code().id(), fault.message());
  }

  private Answer repair(RepairArguments arguments, ToolCall call) {
    if (arguments.root()) {
      return Answer.rows(Restored.class, desk.repository().restoreRoot().stream().toList());
    }
    List<Spare> spares = new ArrayList<>();
    for (String folder : arguments.from()) {
      spares.add(new Spare(folder(call, folder), Optional.empty()));
    }
    return within(arguments.fromEnv(), spares, all -> repair(arguments, all, call));
  }

  private static FolderTree folder(ToolCall call, String said) {
    try {
      return FolderTree.of(call.resolve(said).toRealPath(), said);
    } catch (IOException e) {
      throw new GodwitException(
          ConfigError.MISSING_FILE, "There is no file or folder " + said + " (" + e + ")", e);
    }
  }

  /** Opens the repositories of other environments for as long as the work takes. */
  private Answer within(
      List<String> environments, List<Spare> spares, Function<List<Spare>, Answer> work) {
    if (environments.isEmpty()) {
      return work.apply(spares);
    }
    return desk.elsewhere(
        environments.get(0),
        other -> {
          List<Spare> more = new ArrayList<>(spares);
          Catalog catalog = other.catalog();
          catalog.names().stream()
              .flatMap(name -> catalog.versions(name).stream())
              .forEach(version -> more.add(spare(other.contents(version.manifest()))));
          return within(environments.subList(1, environments.size()), more, work);
        });
  }

  private static Spare spare(StoredContents contents) {
    return new Spare(contents, Optional.of(contents.facts()));
  }

  private Answer repair(RepairArguments arguments, List<Spare> spares, ToolCall call) {
    Repository repository = desk.repository();
    Catalog catalog = repository.catalog();
    Set<ManifestRef> only =
        arguments.artifact().stream()
            .map(said -> Spoken.find(catalog, said).manifest())
            .collect(Collectors.toSet());
    List<Mended> mended =
        repository.repair(only, spares, Done.watch(call)).stream()
            .map(one -> mended(catalog, one))
            .toList();
    Answer answer = Answer.rows(Mended.class, mended);
    return mended.stream().allMatch(Mended::repaired) ? answer : answer.objecting();
  }

  private static Mended mended(Catalog catalog, Repaired repaired) {
    String names =
        catalog.names().stream()
            .flatMap(name -> catalog.versions(name).stream())
            .filter(version -> version.manifest().key().equals(repaired.manifest().key()))
            .map(PublishedArtifact::id)
            .map(ArtifactId::toString)
            .collect(Collectors.joining(", "));
    return new Mended(
        names.isEmpty() ? repaired.manifest().key().value() : names,
        repaired.stored().isPresent(),
        repaired.lost());
  }

  private Answer probe(ProbeArguments arguments, ToolCall call) {
    List<DoctorView.Line> lines = desk.probe();
    Answer answer = Answer.rows(DoctorView.Line.class, lines);
    return lines.stream().allMatch(DoctorView.Line::good) ? answer : answer.objecting();
  }
}
