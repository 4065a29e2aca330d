package io.godwit.engine.operation;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.migration.Migration;
import io.godwit.api.name.Digest;
import io.godwit.api.name.MigrationId;
import io.godwit.api.name.Version;
import io.godwit.api.run.Release;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.state.Applied;
import io.godwit.engine.state.StateStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is applied, against what the project has. History is the set of applied migrations, not the
 * highest version: one that was merged late is pending, not forgotten.
 *
 * @param setup the project
 * @param applied what is applied, in order
 * @param current the release
 */
public record History(Setup setup, List<Applied> applied, Optional<Release> current) {

  /** As it is now. */
  public static History read(Setup setup, StateStore store) {
    return new History(setup, store.applied(), store.current());
  }

  Optional<Version> version() {
    return current.flatMap(Release::version);
  }

  /** What is not applied, in the order in which it would run. */
  public List<Migration> pending() {
    Map<MigrationId, Digest> done = new HashMap<>();
    applied.forEach(one -> done.put(one.migration(), one.checksum()));
    return setup.migrations().stream()
        .filter(
            one ->
                one.source().repeatable()
                    ? !one.source().checksum().equals(done.get(one.id()))
                    : !done.containsKey(one.id()))
        .toList();
  }

  /** Refuses to go on from applied migrations that have been changed or removed since (A10). */
  public void demandUnchanged() {
    List<Fault> drift = drift();
    if (!drift.isEmpty()) {
      throw new GodwitException(drift, null);
    }
  }

  /** An applied migration whose files are not what they were. */
  record Changed(Applied applied, Migration migration) {}

  /** Applied migrations whose files have been changed since. */
  List<Changed> changed() {
    Map<MigrationId, Migration> known = known();
    return applied.stream()
        .filter(one -> known.containsKey(one.migration()))
        .map(one -> new Changed(one, Objects.requireNonNull(known.get(one.migration()))))
        .filter(one -> !one.migration().source().repeatable())
        .filter(one -> !one.migration().source().checksum().equals(one.applied().checksum()))
        .toList();
  }

  private Map<MigrationId, Migration> known() {
    Map<MigrationId, Migration> known = new HashMap<>();
    setup.migrations().forEach(one -> known.put(one.id(), one));
    return known;
  }

  /** Applied migrations that have been changed or removed since (A10). */
  List<Fault> drift() {
    Map<MigrationId, Migration> known = known();
    List<Fault> faults = new ArrayList<>();
    for (Applied one : applied) {
      if (!known.containsKey(one.migration())) {
        faults.add(
            Fault.of(
                EngineError.APPLIED_BUT_MISSING,
                "Migration "
                    + one.migration()
                    + " is applied (release "
                    + one.release()
                    + ") and its files are gone; put them back"));
      }
    }
    for (Changed one : changed()) {
      faults.add(
          Fault.at(
              one.migration().source().place(),
              EngineError.CHANGED_AFTER_APPLY,
              "Migration "
                  + one.migration().id()
                  + " has been changed since it was applied (release "
                  + one.applied().release()
                  + "); put its files back as they were and write a new migration. If what was"
                  + " applied is what stands there now, `godwit repair` accepts it"));
    }
    return faults;
  }

  /**
   * The pending migrations up to a version.
   *
   * @throws GodwitException if no pending migration leads there
   */
  public List<Migration> pending(Optional<Version> to) {
    List<Migration> pending = pending();
    if (to.isEmpty() || to.equals(version())) {
      return to.isEmpty() ? pending : List.of();
    }
    for (int i = pending.size(); i > 0; i--) {
      if (pending.get(i - 1).path().to().equals(to.get())) {
        return pending.subList(0, i);
      }
    }
    throw new GodwitException(
        EngineError.NO_SUCH_VERSION,
        "No pending migration leads to version "
            + to.get()
            + "; the current version is "
            + version().map(Version::value).orElse("none")
            + pending.stream()
                .map(one -> one.path().to().value())
                .reduce((a, b) -> a + ", " + b)
                .map(all -> ", pending lead to " + all)
                .orElse(", nothing is pending"));
  }

  /**
   * Refuses a migration that leads from another version (F6).
   *
   * @param from the version that it would start from
   */
  static void demandSource(Migration migration, Optional<Version> from) {
    Optional<Version> wanted = migration.path().from();
    if (wanted.isPresent() && !wanted.equals(from)) {
      throw new GodwitException(
          Fault.at(
              migration.source().place(),
              EngineError.WRONG_SOURCE_VERSION,
              "Migration "
                  + migration.id()
                  + " leads from version "
                  + wanted.get()
                  + ", but it would start from "
                  + from.map(Version::value).orElse("nothing")
                  + "; mend its 'from', or add the migration that leads there"));
    }
  }
}
