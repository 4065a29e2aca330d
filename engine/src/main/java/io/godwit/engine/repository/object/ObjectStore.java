package io.godwit.engine.repository.object;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageError;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage whose objects are verified when they are read, and made for certain when they are made.
 */
public final class ObjectStore {

  /** The largest object of any kind. */
  public static final int LARGEST = 64 << 20;

  private static final int ATTEMPTS = 6;

  /** Takes from a stream to memory. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(InputStream in) throws IOException;
  }

  private final Storage storage;
  private final ObjectIds ids;
  private final Backoff backoff;

  public ObjectStore(Storage storage, ObjectIds ids, Backoff backoff) {
    this.storage = storage;
    this.ids = ids;
    this.backoff = backoff;
  }

  public Storage storage() {
    return storage;
  }

  public ObjectIds ids() {
    return ids;
  }

  public Backoff backoff() {
    return backoff;
  }

  /** Makes a JSON object of this kind under a new key. */
  public Reference put(ObjectKind kind, byte[] bytes) {
    if (bytes.length > LARGEST) {
      throw new GodwitException(
          ArtifactError.TOO_LARGE,
          "A "
              + kind.name().toLowerCase(Locale.ROOT)
              + " of "
              + bytes.length
              + " bytes is larger than the "
              + LARGEST
              + " that the format allows; split the artifact into several");
    }
    ObjectKey key = kind.key(ids.next());
    create(key, Body.of(bytes));
    return new Reference(key, Digest.of(bytes), bytes.length);
  }

  /**
   * Makes an object under a key that nobody else uses. When this returns it is there.
   *
   * @throws GodwitException if it could not be made; whether it is there is then not known, and
   *     does not matter, because nothing refers to it
   */
  public void create(ObjectKey key, Body body) {
    boolean unknown = false;
    for (int attempt = 1; ; attempt++) {
      Attempt<ObjectKey> outcome = storage.create(key, body);
      boolean doubt = unknown;
      Optional<Fault> wrong =
          outcome.fold(
              done -> Optional.empty(),
              fault -> doubt && exists(fault) ? Optional.empty() : refuse(fault),
              Optional::of,
              Optional::of);
      if (wrong.isEmpty()) {
        return;
      }
      if (attempt == ATTEMPTS) {
        refuse(wrong.get());
      }
      unknown |= outcome instanceof Attempt.Unknown;
      backoff.beforeRetry(attempt);
    }
  }

  /**
   * Reads an object and believes it. What is not as it should be is read once more before it counts
   * as damaged: bytes are also lost on the way.
   *
   * @throws GodwitException with {@link ArtifactError#DAMAGED} if it is missing or not what the
   *     reference says
   */
  public byte[] get(Reference reference) {
    if (reference.size() > LARGEST) {
      throw damaged(reference.key(), "is said to have " + reference.size() + " bytes", null);
    }
    byte[] bytes = readUpTo(reference);
    if (bytes.length != reference.size() || !Digest.of(bytes).equals(reference.sha256())) {
      bytes = readUpTo(reference);
    }
    if (bytes.length != reference.size()) {
      throw damaged(
          reference.key(), "does not have the " + reference.size() + " bytes it should have", null);
    }
    if (!Digest.of(bytes).equals(reference.sha256())) {
      throw damaged(reference.key(), "does not have the digest " + reference.sha256(), null);
    }
    return bytes;
  }

  /**
   * Reads a part of an object, which the caller verifies.
   *
   * @throws GodwitException with {@link ArtifactError#DAMAGED} if it is missing or ends before that
   */
  public byte[] getPart(ObjectKey key, long offset, int length) {
    byte[] bytes = new byte[length];
    int n =
        read(key, () -> storage.read(key, offset, length), in -> in.readNBytes(bytes, 0, length));
    if (n != length) {
      throw damaged(key, "ends before byte " + (offset + length), null);
    }
    return bytes;
  }

  /**
   * Reads what there is of an object that is not as it should be.
   *
   * @throws GodwitException with {@link ArtifactError#DAMAGED} if there is nothing
   */
  public byte[] getRemains(ObjectKey key) {
    return read(key, () -> storage.read(key), in -> in.readNBytes(LARGEST));
  }

  /** Whether there is an object of this size under the key. */
  public boolean holds(ObjectKey key, long size) {
    return storage.head(key).map(ObjectHead::sizeBytes).filter(s -> s == size).isPresent();
  }

  /** The error for an object that is not what it was. */
  public static GodwitException damaged(ObjectKey key, String what, @Nullable Throwable cause) {
    return new GodwitException(
        ArtifactError.DAMAGED,
        "Object "
            + key
            + " of the repository "
            + what
            + "; run 'godwit artifacts verify' to see what is affected",
        cause);
  }

  private byte[] readUpTo(Reference reference) {
    ObjectKey key = reference.key();
    int most = (int) reference.size() + 1;
    return read(key, () -> storage.read(key), in -> in.readNBytes(most));
  }

  /** Reads to memory; an answer that breaks off is asked for again. */
  private <T> T read(ObjectKey key, Supplier<InputStream> open, Reading<T> reading) {
    for (int attempt = 1; ; attempt++) {
      try (InputStream in = open.get()) {
        return reading.of(in);
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw unreadable(key, e);
        }
        backoff.beforeRetry(attempt);
      } catch (GodwitException e) {
        throw missingIsDamage(key, e);
      }
    }
  }

  private GodwitException unreadable(ObjectKey key, IOException cause) {
    return new GodwitException(
        StorageError.UNAVAILABLE,
        "Object " + key + " in " + storage.description() + " cannot be read; repeat",
        cause);
  }

  private static GodwitException missingIsDamage(ObjectKey key, GodwitException e) {
    return e.code() == StorageError.NOT_FOUND ? damaged(key, "is missing", e) : e;
  }

  private static boolean exists(Fault fault) {
    return fault.code() == StorageError.KEY_EXISTS;
  }

  private static Optional<Fault> refuse(Fault fault) {
    throw new GodwitException(fault);
  }
}
