package io.godwit.api.artifact;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;

/** What goes wrong with artifacts and the repository that keeps them. */
public enum ArtifactError implements ErrorCode {
  /** Bytes in the repository are not what they were, or are missing. */
  DAMAGED("GW-620", ErrorKind.EXTERNAL),
  /** The repository was written by a newer Godwit. */
  NEWER_FORMAT("GW-621", ErrorKind.USER),
  /** There is something at this place, and it is no repository. */
  NO_REPOSITORY("GW-622", ErrorKind.USER),
  /** There is no such artifact, version, alias, content or file. */
  NOT_FOUND("GW-623", ErrorKind.USER),
  /** The version is published with other content. */
  VERSION_EXISTS("GW-624", ErrorKind.CONFLICT),
  /** The alias is not where it was expected. */
  ALIAS_MOVED("GW-625", ErrorKind.CONFLICT),
  /** An alias names the version that is to be removed. */
  VERSION_IN_USE("GW-626", ErrorKind.CONFLICT),
  /** What was staged has been collected before it was published. */
  STAGE_AGAIN("GW-627", ErrorKind.CONFLICT),
  /** Others committed first, again and again. */
  BUSY("GW-628", ErrorKind.CONFLICT),
  /** The files have a path, a link or a kind that an artifact must not have. */
  REFUSED_CONTENT("GW-629", ErrorKind.USER),
  /** More files or bytes than the format can hold. */
  TOO_LARGE("GW-630", ErrorKind.USER),
  /** A file that is to be stored cannot be read, or changed while it was read. */
  UNREADABLE("GW-631", ErrorKind.EXTERNAL),
  /** The folder of an export has something in it or cannot be written. */
  EXPORT_REFUSED("GW-632", ErrorKind.USER),
  /** A person asked for it to stop; it can be taken up again. */
  STOPPED("GW-633", ErrorKind.RESOURCES),
  /** Something is to be taken away, and nobody has said yes. */
  NOT_CONFIRMED("GW-634", ErrorKind.USER);

  private final String id;
  private final ErrorKind kind;

  ArtifactError(String id, ErrorKind kind) {
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
