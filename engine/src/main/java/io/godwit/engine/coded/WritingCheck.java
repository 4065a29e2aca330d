package io.godwit.engine.coded;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Place;
import io.godwit.api.migration.MigrationWriter.CheckWriter;
import io.godwit.api.name.TargetName;
import io.godwit.engine.config.ValueTree;
import io.godwit.engine.project.Manifest;
import java.util.Objects;
import java.util.Optional;

/** A check that is being written. */
final class WritingCheck implements CheckWriter {

  private final Runnable open;
  private final String name;
  private final String query;
  private final String expect;
  private final Place place;
  private Optional<TargetName> target = Optional.empty();
  private boolean critical = true;

  /**
   * @param open refuses when the time for writing is over
   */
  WritingCheck(Runnable open, String name, String query, Object expect, Place place) {
    this.open = open;
    this.name = Objects.requireNonNull(name, "the name of a check is null");
    this.query = Objects.requireNonNull(query, "the query of check '" + name + "' is null");
    this.expect =
        ValueTree.of(expect, place)
            .fold(
                Setting.Scalar::text,
                list -> Optional.<String>empty(),
                map -> Optional.<String>empty())
            .orElseThrow(
                () -> new IllegalArgumentException("check '" + name + "' expects no single value"));
    this.place = place;
  }

  @Override
  public CheckWriter target(String named) {
    open.run();
    target = Optional.of(new TargetName(named));
    return this;
  }

  @Override
  public CheckWriter onlyWarns() {
    open.run();
    critical = false;
    return this;
  }

  Manifest.CheckEntry entry() {
    return new Manifest.CheckEntry(name, target, query, expect, critical, place);
  }
}
