package io.godwit.engine.repository.format;

import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.object.Reference;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code root.json}: the value of the register.
 *
 * @param format the version of the format
 * @param generation counts swaps
 * @param epoch counts condemnations
 * @param commit the id of the swap that wrote this
 * @param catalog what is published
 * @param condemned what is being deleted
 */
public record Root(
    int format,
    long generation,
    long epoch,
    String commit,
    @Nullable Reference catalog,
    @Nullable Reference condemned) {

  /** The name of the register. */
  public static final ObjectKey KEY = new ObjectKey("root.json");

  /** What a register without a value stands for. */
  public static final Root NONE = new Root(Documents.FORMAT, 0, 0, "", null, null);

  public Root {
    Objects.requireNonNull(commit, "commit");
    if (generation < 0 || epoch < 0) {
      throw new IllegalArgumentException("generation and epoch count from 0");
    }
  }

  public Optional<Reference> published() {
    return Optional.ofNullable(catalog);
  }

  public Optional<Reference> doomed() {
    return Optional.ofNullable(condemned);
  }

  /** The root after a commit. */
  public Root committed(String by, Reference newCatalog) {
    return new Root(format, generation + 1, epoch, by, newCatalog, condemned);
  }

  /** The root after a list of keys is condemned. */
  public Root condemning(String by, Reference list) {
    return new Root(format, generation + 1, epoch + 1, by, catalog, list);
  }

  /** The root after the condemned keys are gone. */
  public Root cleared(String by) {
    return new Root(format, generation + 1, epoch, by, catalog, null);
  }
}
