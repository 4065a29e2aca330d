package io.godwit.embedder.langchain4j;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

/** What can go wrong with a model of LangChain4j; {@code docs/errors.md} explains each. */
public enum LangChain4jError implements ErrorCode {
  /** No model of that class is there, or it cannot be made. */
  NO_LANGCHAIN4J_MODEL("GW-490", ErrorKind.USER),
  /** The model will not embed this. */
  LANGCHAIN4J_REFUSED("GW-491", ErrorKind.USER),
  /** The model's service did not answer as it should. */
  LANGCHAIN4J_FAILED("GW-492", ErrorKind.EXTERNAL),
  /** The model's service asks to be left alone for a while. */
  LANGCHAIN4J_BUSY("GW-493", ErrorKind.RESOURCES);

  private final String id;
  private final ErrorKind kind;

  LangChain4jError(String id, ErrorKind kind) {
    this.id = id;
    this.kind = kind;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ErrorKind kind() {
    return kind;
  }
}
