package io.godwit.data.config.document;

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

  /** The characters with which a line of comment begins; empty where there are no comments. */
  String commentMarks();
}
