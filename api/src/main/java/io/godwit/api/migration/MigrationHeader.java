package io.godwit.api.migration;

import io.godwit.api.name.MigrationId;
import io.godwit.api.name.Version;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who a {@link CodedMigration} is. Begin with {@link #of}; each further method gives a header that
 * says more.
 *
 * @param name number and description, as the name of a migration's folder: {@code 003_split_name}.
 *     The number decides the place among all migrations, files or classes
 * @param id unique in the project; the name without its number, in kebab case ({@code split-name}),
 *     when it is empty
 * @param route the versions between which it leads
 * @param about what people read; an empty description is the name's
 * @param dependsOn migrations that must be applied before, by id or by name (B6)
 */
public record MigrationHeader(
    String name,
    Optional<MigrationId> id,
    Route route,
    Migration.About about,
    List<String> dependsOn) {

  private static final Pattern NAME = Pattern.compile("[0-9]{1,20}_[A-Za-z0-9][\\w.+-]{0,99}");

  /**
   * The versions between which it leads.
   *
   * @param from the version that it demands; empty when it goes on from whatever came before it
   * @param to the version that it leads to; the number in the name when it is empty
   */
  public record Route(Optional<Version> from, Optional<Version> to) {
    /** Checks that nothing is null. */
    public Route {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the name is no number and description with {@code _}
   *     between them
   */
  public MigrationHeader {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no migration's name; write NUMBER_DESCRIPTION, as in 003_split_name");
    }
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(about, "about");
    dependsOn = List.copyOf(dependsOn);
  }

  /** A header with a name and nothing else, for example {@code 003_split_name}. */
  public static MigrationHeader of(String name) {
    return new MigrationHeader(
        name,
        Optional.empty(),
        new Route(Optional.empty(), Optional.empty()),
        new Migration.About("", "", ""),
        List.of());
  }

  /** With an id of its own, for a class that is renamed after it was applied. */
  public MigrationHeader id(String id) {
    return new MigrationHeader(name, Optional.of(new MigrationId(id)), route, about, dependsOn);
  }

  /** Demanding that the system is at this version. */
  public MigrationHeader from(String version) {
    return along(new Route(Optional.of(new Version(version)), route.to()));
  }

  /** Leading to this version. */
  public MigrationHeader to(String version) {
    return along(new Route(route.from(), Optional.of(new Version(version))));
  }

  /** Saying in one sentence what it does. */
  public MigrationHeader description(String description) {
    return with(new Migration.About(description, about.author(), about.date()));
  }

  /** Saying who wrote it. */
  public MigrationHeader author(String author) {
    return with(new Migration.About(about.description(), author, about.date()));
  }

  /** Saying when it was written, as people write that: {@code 2026-09-01}. */
  public MigrationHeader createdAt(String date) {
    return with(new Migration.About(about.description(), about.author(), date));
  }

  /** After these migrations, by id or by name, instead of those that were said before. */
  public MigrationHeader dependsOn(String... migrations) {
    return new MigrationHeader(name, id, route, about, List.of(migrations));
  }

  private MigrationHeader along(Route other) {
    return new MigrationHeader(name, id, other, about, dependsOn);
  }

  private MigrationHeader with(Migration.About other) {
    return new MigrationHeader(name, id, route, other, dependsOn);
  }
}
