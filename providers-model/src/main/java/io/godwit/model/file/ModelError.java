package io.godwit.model.file;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

/** The errors of the model provider; {@code docs/errors.md} says what to do about each. */
public enum ModelError implements ErrorCode {
  /** A file of a format that runs code when it is loaded. */
  DANGEROUS_FORMAT("GW-501", ErrorKind.USER),
  /** A file that is neither a model nor what may lie beside one. */
  UNKNOWN_FILE("GW-502", ErrorKind.USER),
  /** A file with more tensors, names or metadata than a reader takes into memory. */
  TOO_MUCH("GW-503", ErrorKind.RESOURCES),
  /** The file system or the repository did not give the bytes. */
  UNREADABLE("GW-504", ErrorKind.EXTERNAL),
  /** A folder without a model file. */
  NO_MODEL("GW-505", ErrorKind.USER),
  /** A safetensors file that breaks a rule of its format. */
  BROKEN_SAFETENSORS("GW-510", ErrorKind.USER),
  /** An index of safetensors shards that does not fit its shards. */
  BROKEN_SHARDS("GW-511", ErrorKind.USER),
  /** A GGUF file that breaks a rule of its format. */
  BROKEN_GGUF("GW-520", ErrorKind.USER),
  /** An ONNX file that breaks a rule of its format. */
  BROKEN_ONNX("GW-530", ErrorKind.USER),
  /** ONNX tensors whose bytes lie in another file, which is not there or does not fit. */
  BROKEN_EXTERNAL_DATA("GW-531", ErrorKind.USER),
  /** The version is published with other content. */
  VERSION_TAKEN("GW-540", ErrorKind.CONFLICT),
  /** There is no such model, version or alias. */
  NOT_PUBLISHED("GW-541", ErrorKind.USER),
  /** An alias is not where the plan saw it. */
  ALIAS_ELSEWHERE("GW-542", ErrorKind.CONFLICT),
  /** A tensor that the author expects is missing or of another type or shape. */
  UNEXPECTED_TENSORS("GW-543", ErrorKind.USER),
  /** A check asks a registry what it cannot answer. */
  BAD_QUESTION("GW-544", ErrorKind.USER),
  /** The card of a version cannot be read. */
  BROKEN_CARD("GW-545", ErrorKind.EXTERNAL),
  /** An attempt came after its step had been taken back. */
  TOO_LATE("GW-546", ErrorKind.CONFLICT),
  /** A value is NaN, infinite, or a boolean that is neither 0 nor 1. */
  BAD_VALUES("GW-550", ErrorKind.USER),
  /** A value would become infinite in the type to which it is cast. */
  VALUE_TOO_LARGE("GW-551", ErrorKind.USER),
  /** A conversion asks for what the model does not have, or for what cannot be done. */
  BAD_RECIPE("GW-552", ErrorKind.USER),
  /** A low-rank adapter cannot be merged into the model. */
  BAD_ADAPTER("GW-553", ErrorKind.USER),
  /** A model is larger, or of other types, than its budget allows. */
  OVER_BUDGET("GW-554", ErrorKind.USER),
  /** An embedder is promoted without the knowledge that was embedded with it. */
  KNOWLEDGE_STAYS_BEHIND("GW-555", ErrorKind.USER),
  /** A version that is to be retired is still named by an alias. */
  STILL_NAMED("GW-556", ErrorKind.CONFLICT),
  /** A model's signature is not by the key that was given, or not of these files. */
  BAD_SIGNATURE("GW-557", ErrorKind.USER),
  /** A snapshot that is none of a registry. */
  NO_REGISTRY_SNAPSHOT("GW-558", ErrorKind.USER),
  /** A tool that takes long was stopped by the person who called it. */
  STOPPED("GW-559", ErrorKind.USER),
  /** A smoke test is asked for, and no runtime for ONNX is installed. */
  NO_RUNTIME("GW-560", ErrorKind.USER),
  /** The file of a smoke test cannot be right. */
  BAD_SMOKE_FILE("GW-561", ErrorKind.USER),
  /** A model does not give what its smoke test expects. */
  SMOKE_FAILED("GW-562", ErrorKind.USER),
  /** A step publishes a version twice, or moves an alias twice. */
  NAMED_TWICE("GW-563", ErrorKind.USER),
  /** A tokenizer that is broken, or of a kind that is not known. */
  BAD_TOKENIZER("GW-570", ErrorKind.USER),
  /** A model that cannot be loaded or run, or gives no vectors of texts. */
  NO_EMBEDDING_MODEL("GW-571", ErrorKind.USER);

  private final String id;
  private final ErrorKind kind;

  ModelError(String id, ErrorKind kind) {
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
