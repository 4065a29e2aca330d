package io.godwit.engine.coded;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.migration.CodedMigration;
import io.godwit.api.migration.Migration;
import io.godwit.api.migration.MigrationHeader;
import io.godwit.api.name.Digest;
import io.godwit.engine.config.Bound;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.ValueTree;
import io.godwit.engine.discovery.Found;
import io.godwit.engine.project.Checksums;
import io.godwit.engine.project.Manifest;
import io.godwit.engine.project.WrittenMigration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads migrations that are classes (B2). Each is called once and becomes what a folder with a
 * manifest would have been; from there on there is no difference.
 */
public final class MigrationClasses {

  private static final String FORMAT = "godwit-coded-1";

  private MigrationClasses() {}

  /**
   * What they write, or all that is wrong with them.
   *
   * @param found those of the class path and the plugins
   * @param handed those that an embedder brings
   */
  public static Bound<List<WrittenMigration>> read(
      List<Found<CodedMigration>> found, List<CodedMigration> handed) {
    List<Fault> faults = new ArrayList<>();
    List<WrittenMigration> written =
        Stream.concat(found.stream(), handed.stream().map(Found::of))
            .flatMap(one -> read(one, faults).stream())
            .toList();
    return Bound.of(Optional.of(written), faults);
  }

  // Whatever a class of somebody else throws is its own fault, and not the end of the engine.
  @SuppressWarnings("IllegalCatch")
  private static Optional<WrittenMigration> read(Found<CodedMigration> found, List<Fault> faults) {
    ClassPlace where = ClassPlace.of(found);
    try {
      MigrationHeader header =
          Objects.requireNonNull(found.extension().header(), "its header() is null");
      Writing writing = new Writing(found.extension().getClass(), where);
      found.extension().write(writing);
      return Optional.of(written(header, writing, where.whole()));
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      faults.add(
          Fault.at(
              where.of(e),
              ConfigError.BROKEN_MIGRATION_CLASS,
              "This migration class cannot be read: "
                  + reason(e).replaceFirst("\\.$", "")
                  + ". Nothing was run; mend the class, or take it away."));
      return Optional.empty();
    }
  }

  /** What was refused speaks for itself; of what else was thrown, its class says most. */
  private static String reason(Throwable thrown) {
    if (thrown instanceof GodwitException coded) {
      return coded.faults().get(0).message();
    }
    boolean refusal =
        thrown instanceof IllegalArgumentException || thrown instanceof NullPointerException;
    return refusal && thrown.getMessage() != null ? thrown.getMessage() : thrown.toString();
  }

  private static WrittenMigration written(MigrationHeader header, Writing writing, Place place) {
    Manifest manifest = manifest(header, writing.end(), place);
    BroughtFiles files = writing.files();
    List<String> parts = new ArrayList<>(List.of(FORMAT));
    Flat.add(ValueTree.ofRecord(manifest, place), parts);
    parts.add(Checksums.ofFolder(files, place).hex());
    return new WrittenMigration(
        header.name(),
        place,
        manifest,
        Digest.ofParts(parts.toArray(String[]::new)),
        project -> new OverlaidFiles(files, place.file(), project));
  }

  private static Manifest manifest(MigrationHeader header, Writing.Written written, Place place) {
    Migration.About about = header.about();
    return new Manifest(
        header.id(),
        header.route().from(),
        header.route().to(),
        said(about.description()),
        said(about.author()),
        said(about.date()),
        header.dependsOn().stream()
            .map(name -> new Setting.Scalar(Optional.of(name), true, place))
            .toList(),
        written.parallel(),
        written.steps(),
        written.checks());
  }

  private static Optional<String> said(String text) {
    return Optional.of(text).filter(words -> !words.isEmpty());
  }
}
