package io.godwit.config.document;

import java.util.List;
import java.util.function.Function;

/** A format of configuration files. */
public interface Syntax {

  /** Its name, as authors write it. */
  String name();

  /**
   * Parses a file.
   *
   * @throws io.godwit.api.error.GodwitException with the place, if it is not of this format
   */
  Document parse(Source source);

  /**
   * Writes a whole file.
   *
   * @param comments the comments to stand above a key, where the format has comments
   * @throws io.godwit.api.error.GodwitException if the format has no form for a value
   */
  String write(Value.Table root, Function<KeyPath, List<String>> comments);

  /** The characters with which a line of comment begins; empty where there are no comments. */
  String commentMarks();
}
