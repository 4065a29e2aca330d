package io.godwit.engine.project;

import io.godwit.api.name.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a SQL file says, in the forms that people have (P1): {@code 003_x.up.sql} and
 * {@code .down.sql} as of golang-migrate, {@code V3__x.sql}, {@code U3__x.sql} and {@code R__x.sql}
 * as of Flyway, and {@code 003_x.sql} as of dbmate, goose, sqlx and others.
 *
 * @param role what the file is for
 * @param name number and description; the number of a repeatable script sorts after all others
 */
record SqlFileName(Role role, NumberedName name) {

  /** What a file is for. */
  enum Role {
    /** Moves a database up. */
    UP,
    /** Brings it back; belongs to an up file of the same stem. */
    DOWN,
    /** Brings it back; belongs to a file of the same version (Flyway's undo). */
    UNDO,
    /** Holds both ways, or only the way up. */
    WHOLE,
    /** Is run again whenever it has changed (Flyway). */
    REPEATABLE
  }

  /** Stands for the number of a repeatable script: behind all numbers. */
  static final Version LAST = new Version("R");

  private static final String WORDS = "([A-Za-z0-9][\\w.+ -]{0,99})";
  private static final Pattern PAIR = Pattern.compile("(.+)\\.(up|down)\\.sql");
  private static final Pattern VERSIONED =
      Pattern.compile("([VU])([0-9]{1,20}(?:[._][0-9]{1,20}){0,9})__" + WORDS + "\\.sql");
  private static final Pattern REPEATED = Pattern.compile("R__" + WORDS + "\\.sql");
  private static final Pattern ONE = Pattern.compile("(.+)\\.sql");

  /** Nothing if the name is of none of these forms. */
  static Optional<SqlFileName> of(String file) {
    Matcher pair = PAIR.matcher(file);
    if (pair.matches()) {
      Role role = pair.group(2).equals("up") ? Role.UP : Role.DOWN;
      return numbered(role, pair.group(1));
    }
    Matcher versioned = VERSIONED.matcher(file);
    if (versioned.matches()) {
      Role role = versioned.group(1).equals("V") ? Role.UP : Role.UNDO;
      Version version = new Version(versioned.group(2).replace('_', '.'));
      return Optional.of(new SqlFileName(role, new NumberedName(version, versioned.group(3))));
    }
    Matcher repeated = REPEATED.matcher(file);
    if (repeated.matches()) {
      return Optional.of(
          new SqlFileName(Role.REPEATABLE, new NumberedName(LAST, repeated.group(1))));
    }
    Matcher one = ONE.matcher(file);
    return one.matches() ? numbered(Role.WHOLE, one.group(1)) : Optional.empty();
  }

  private static Optional<SqlFileName> numbered(Role role, String stem) {
    return NumberedName.of(stem).map(name -> new SqlFileName(role, name));
  }
}
