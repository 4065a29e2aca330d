package io.godwit.knowledge;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

/** What can go wrong with knowledge; {@code docs/errors.md} says what to do about each. */
public enum KnowledgeError implements ErrorCode {
  /** A document's bytes are no text. */
  DOCUMENT_NOT_TEXT("GW-401", ErrorKind.USER),
  /** An import found nothing to import. */
  NO_DOCUMENTS("GW-402", ErrorKind.USER),
  /** A step names a collection that is not there. */
  NO_COLLECTION("GW-403", ErrorKind.USER),
  /** A collection's name, chunking or batch is out of bounds. */
  SETTING_OUT_OF_BOUNDS("GW-404", ErrorKind.USER),
  /** An embedder gave vectors that cannot be right. */
  BAD_VECTORS("GW-405", ErrorKind.EXTERNAL),
  /** An embedder is not the one that the plan was made with. */
  EMBEDDER_CHANGED("GW-406", ErrorKind.CONFLICT),
  /** A collection's pointer is not where the step left or expected it. */
  POINTER_MOVED("GW-407", ErrorKind.CONFLICT),
  /** The store was made by a later Godwit, or its tables are not Godwit's. */
  STORE_FORMAT("GW-408", ErrorKind.CONFLICT),
  /** What a step needs of an earlier version has been freed. */
  VERSION_RETIRED("GW-409", ErrorKind.CONFLICT),
  /** A check's query is wrong. */
  BAD_QUERY("GW-410", ErrorKind.USER),
  /** A document cannot be read. */
  DOCUMENT_UNREADABLE("GW-411", ErrorKind.EXTERNAL),
  /** No embedder of the project gives the vectors of a collection. */
  NO_EMBEDDER("GW-412", ErrorKind.USER),
  /** The text of a document is not kept, so that it cannot be cut anew. */
  NO_DOCUMENT_TEXT("GW-413", ErrorKind.CONFLICT),
  /** A collection is there already. */
  COLLECTION_EXISTS("GW-414", ErrorKind.CONFLICT),
  /** Metadata cannot be given another structure without losing some. */
  METADATA_CONFLICT("GW-415", ErrorKind.USER),
  /** Two documents of one import have the same path or id. */
  DOCUMENT_TWICE("GW-416", ErrorKind.USER),
  /** A line of a file of JSON lines is no document. */
  BAD_RECORD("GW-417", ErrorKind.USER),
  /** An embedder's service refuses: the key, the model, the request, or the quota. */
  EMBEDDER_REFUSED("GW-418", ErrorKind.USER),
  /** An embedder's service does not answer, or fails. */
  EMBEDDER_UNAVAILABLE("GW-419", ErrorKind.EXTERNAL),
  /** An embedder's service has asked to be left alone for longer than a call waits. */
  EMBEDDER_BUSY("GW-420", ErrorKind.RESOURCES),
  /** What transforms the content of documents fails, or gives what is no document. */
  TRANSFORM_FAILED("GW-430", ErrorKind.USER),
  /** What transforms the content of documents is not what the plan was made with. */
  TRANSFORM_CHANGED("GW-431", ErrorKind.CONFLICT),
  /** A command that transforms the content of documents takes too long, or asks to come later. */
  TRANSFORM_UNAVAILABLE("GW-432", ErrorKind.EXTERNAL),
  /** The quota of an embedder's service is used up. */
  QUOTA_EXHAUSTED("GW-433", ErrorKind.RESOURCES),
  /** A step would cost more than its embedder may. */
  PRICE_CAP("GW-434", ErrorKind.RESOURCES),
  /** A bundle is none, or is broken. */
  BAD_BUNDLE("GW-435", ErrorKind.USER),
  /** A bundle cannot be written where it is to go. */
  BUNDLE_NOT_WRITTEN("GW-436", ErrorKind.EXTERNAL),
  /** What is known about a document is not what the step says has to be. */
  METADATA_NOT_BY_SCHEMA("GW-437", ErrorKind.USER),
  /** No module on the class path knows how to write a collection in this form. */
  UNKNOWN_FORMAT("GW-438", ErrorKind.USER);

  private final String id;
  private final ErrorKind kind;

  KnowledgeError(String id, ErrorKind kind) {
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

  @Override
  public boolean pauses() {
    return this == QUOTA_EXHAUSTED || this == PRICE_CAP;
  }
}
