package io.godwit.api.storage;

import io.godwit.api.outcome.Attempt;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A flat store of objects under keys. An object is made once, whole, and never changes; its key is
 * never used for anything else, not even after it has been deleted. The only things that change are
 * {@linkplain #register registers}.
 *
 * <p>Used by many threads. Unless it says otherwise a method throws {@link
 * io.godwit.api.error.GodwitException} with {@link StorageError#UNAVAILABLE}, {@link
 * StorageError#DENIED}, {@link StorageError#FULL} or {@link StorageError#UNSAFE}. Messages name the
 * storage and the key, and never a secret.
 */
public interface Storage extends AutoCloseable {

  /** What messages call this storage: its address without secrets. */
  String description();

  /** What this storage promises beyond the rest of this interface. */
  Set<StorageCapability> capabilities();

  /**
   * Makes an object. It is there whole or not at all, and once this is done it survives a crash of
   * the machine.
   *
   * <p>Rejected with {@link StorageError#KEY_EXISTS} if there is an object under the key and the
   * storage has {@link StorageCapability#CREATE_ONLY}; without it, the object is replaced. Unknown
   * if the answer was lost: since the caller never uses a key for other bytes, repeating is safe,
   * and {@code KEY_EXISTS} after unknown means that the first attempt had happened.
   */
  Attempt<ObjectKey> create(ObjectKey key, Body body);

  /**
   * All bytes of an object, in order; the caller closes the stream. A connection that breaks midway
   * ends the stream with an {@link java.io.IOException}, never early.
   *
   * @throws io.godwit.api.error.GodwitException with {@link StorageError#NOT_FOUND} if there is
   *     none
   */
  InputStream read(ObjectKey key);

  /**
   * A part of an object; otherwise as {@link #read(ObjectKey)}. A part that reaches beyond the end
   * has fewer bytes, or none.
   *
   * @param offset the first byte, from 0
   * @param length how many bytes, at least 1
   */
  InputStream read(ObjectKey key, long offset, long length);

  /** What is known of an object; empty if there is none. Sees every object whose making is done. */
  Optional<ObjectHead> head(ObjectKey key);

  /**
   * All objects whose keys begin with this text, in any order, read bit by bit; the caller closes
   * the stream. Sees every object whose making is done before this is called and that is not
   * deleted meanwhile. Registers are not objects and need not be listed.
   *
   * @param prefix the beginning of keys, for example {@code packs/}; empty for all
   */
  Stream<ObjectHead> list(String prefix);

  /** Deletes an object. Does nothing if there is none: repeating is safe. */
  void delete(ObjectKey key);

  /**
   * The register of that name, whether or not it has a value; empty if this storage cannot swap
   * safely, that is, without {@link StorageCapability#REGISTER}.
   */
  Optional<Register> register(ObjectKey key);

  /** Frees connections and files. Streams that are still open may break. */
  @Override
  void close();
}
