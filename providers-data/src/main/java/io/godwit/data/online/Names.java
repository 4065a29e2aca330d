package io.godwit.data.online;

import io.godwit.api.name.Digest;

/**
 * What Godwit calls its own things of one change.
 *
 * @param word a part of the digest that names the step
 */
record Names(String word) {

  private static final int DIGITS = 12;

  static Names of(Digest origin) {
    return new Names(origin.hex().substring(0, DIGITS));
  }

  String sync() {
    return "godwit_sync_" + word;
  }

  String notNull(String column) {
    return "godwit_not_null_" + column;
  }
}
