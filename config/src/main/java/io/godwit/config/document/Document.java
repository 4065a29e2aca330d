package io.godwit.config.document;

import io.godwit.api.error.Place;
import java.util.List;
import java.util.Optional;

/**
 * A configuration file, parsed. Changes are made in its text, at the place and nowhere else, and
 * give another document; comments, order and layout of the rest stay as they are.
 */
public interface Document {

  /** The text. */
  String text();

  /** What it says. */
  Value.Table root();

  /** Where a key is written. */
  Optional<Place> place(KeyPath path);

  /**
   * Sets a value, in place of another or as a new one in the table where it belongs.
   *
   * @param comments lines to stand above a new one, without a mark
   */
  Document set(KeyPath path, Value value, List<String> comments);

  /** Takes out what stands at a path, with the comments directly above it. */
  Document remove(KeyPath path);

  /** Puts a value elsewhere as it is written, with the comments directly above it. */
  Document move(KeyPath from, KeyPath to);

  /** The comments directly above a key, without their marks. */
  List<String> comments(KeyPath path);
}
