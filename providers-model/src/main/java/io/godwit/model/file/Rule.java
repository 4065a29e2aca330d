package io.godwit.model.file;

import java.util.Locale;

/**
 * A rule that a model file can break. Each format has an enum of them; messages name the rule, so
 * that a person can find it in {@code docs/formats/models.md} and a test can tell one from another.
 */
public interface Rule {

  /** The constant's name. */
  String name();

  /** The code under which a broken file is reported. */
  ModelError error();

  /** The name as messages have it: {@code header-too-long}. */
  default String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
