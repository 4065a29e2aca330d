package io.godwit.knowledge.parquet;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The columns of a file that Godwit writes. */
final class Columns {

  static final String ID = "id";
  static final String VECTOR = "vector";
  static final String TEXT = "text";
  static final String PATH = "path";
  static final String CONTENT = "content_sha256";
  static final String METADATA = "metadata";
  static final String ORDINAL = "ordinal";
  static final String START = "char_start";
  static final String END = "char_end";
  static final String HEADING = "heading";
  static final String TOKENS = "token_estimate";

  /** A document without chunks has one row in which everything after the metadata is missing. */
  static final MessageType TYPE =
      MessageTypeParser.parseMessageType(
          """
          message chunk {
            required binary id (STRING);
            required binary path (STRING);
            required binary content_sha256 (STRING);
            required binary metadata (STRING);
            optional int32 ordinal;
            optional int64 char_start;
            optional int64 char_end;
            optional binary heading (STRING);
            optional binary text (STRING);
            optional int32 token_estimate;
            optional group vector (LIST) {
              repeated group list {
                required float element;
              }
            }
          }
          """);

  private Columns() {}
}
