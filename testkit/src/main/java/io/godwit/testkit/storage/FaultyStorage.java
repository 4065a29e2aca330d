package io.godwit.testkit.storage;

import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.RegisterValue;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageCapability;
import io.godwit.api.storage.StorageError;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A storage in front of another that fails when it is told to. Counts the operations, from 1;
 * before each it asks what shall go wrong. For one thread.
 */
public final class FaultyStorage implements Storage {

  /** What goes wrong with one operation. */
  public enum Mishap {
    /** Nothing. */
    NONE,
    /** The process dies before the operation reaches the storage. */
    CRASH_BEFORE,
    /** The process dies when the operation is done. */
    CRASH_AFTER,
    /** The operation does not happen, and says so. Reads fail. */
    REFUSED,
    /** The operation does not happen, and the answer is lost. Reads fail. */
    LOST_REQUEST,
    /** The operation happens, and the answer is lost. Reads fail. */
    LOST_ANSWER
  }

  /** The process died. No code may catch this. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    /** Dies in this operation. */
    public Crash(long operation) {
      super("crash in operation " + operation);
    }
  }

  private final Storage storage;
  private final Trouble trouble;
  private long operations;

  /** Says what goes wrong with an operation. */
  @FunctionalInterface
  public interface Trouble {
    /** With this operation, such as {@code create packs/…}, which writes or only looks. */
    Mishap next(String operation, boolean writes);
  }

  /**
   * Makes a storage fail.
   *
   * @param storage does the work
   * @param mishaps what goes wrong with the operation of this number
   */
  public FaultyStorage(Storage storage, LongFunction<Mishap> mishaps) {
    this.storage = storage;
    this.trouble = (operation, writes) -> mishaps.apply(operations);
  }

  /**
   * Makes a storage fail.
   *
   * @param storage does the work
   * @param trouble what goes wrong with an operation
   */
  public FaultyStorage(Storage storage, Trouble trouble) {
    this.storage = storage;
    this.trouble = trouble;
  }

  /** Lets one operation fail. */
  public static FaultyStorage once(Storage storage, long operation, Mishap mishap) {
    return new FaultyStorage(storage, n -> n == operation ? mishap : Mishap.NONE);
  }

  /** How many operations there have been. */
  public long operations() {
    return operations;
  }

  @Override
  public String description() {
    return storage.description();
  }

  @Override
  public Set<StorageCapability> capabilities() {
    return storage.capabilities();
  }

  @Override
  public Attempt<ObjectKey> create(ObjectKey key, Body body) {
    return write("create " + key, () -> storage.create(key, body));
  }

  @Override
  public InputStream read(ObjectKey key) {
    return look("read " + key, () -> storage.read(key));
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    return look("read " + key, () -> storage.read(key, offset, length));
  }

  @Override
  public Optional<ObjectHead> head(ObjectKey key) {
    return look("head " + key, () -> storage.head(key));
  }

  @Override
  public Stream<ObjectHead> list(String prefix) {
    return look("list " + prefix, () -> storage.list(prefix));
  }

  @Override
  public void delete(ObjectKey key) {
    Attempt<ObjectKey> outcome =
        write(
            "delete " + key,
            () -> {
              storage.delete(key);
              return Attempt.done(key);
            });
    if (!(outcome instanceof Attempt.Done)) {
      throw unavailable();
    }
  }

  @Override
  public Optional<Register> register(ObjectKey key) {
    return storage.register(key).map(FaultyRegister::new);
  }

  @Override
  public void close() {
    storage.close();
  }

  private <T> T look(String what, Supplier<T> operation) {
    Mishap mishap = begin(what, false);
    if (mishap != Mishap.NONE && mishap != Mishap.CRASH_AFTER) {
      throw unavailable();
    }
    T found = operation.get();
    return end(mishap, found);
  }

  private <T> Attempt<T> write(String what, Supplier<Attempt<T>> operation) {
    Mishap mishap = begin(what, true);
    return switch (mishap) {
      case REFUSED -> Attempt.retryable(StorageError.UNAVAILABLE, "refused by the test");
      case LOST_REQUEST -> Attempt.unknown(StorageError.UNKNOWN, "request lost by the test");
      case LOST_ANSWER -> lost(operation.get());
      default -> end(mishap, operation.get());
    };
  }

  private static <T> Attempt<T> lost(Attempt<T> answer) {
    String what = answer.getClass().getSimpleName();
    return Attempt.unknown(StorageError.UNKNOWN, "answer lost by the test: " + what);
  }

  private Mishap begin(String what, boolean writes) {
    operations++;
    Mishap mishap = trouble.next(what, writes);
    if (mishap == Mishap.CRASH_BEFORE) {
      throw new Crash(operations);
    }
    return mishap;
  }

  private <T> T end(Mishap mishap, T result) {
    if (mishap == Mishap.CRASH_AFTER) {
      throw new Crash(operations);
    }
    return result;
  }

  private GodwitException unavailable() {
    return new GodwitException(
        StorageError.UNAVAILABLE, "operation " + operations + " fails by the test's wish");
  }

  private final class FaultyRegister implements Register {

    private final Register register;

    FaultyRegister(Register register) {
      this.register = register;
    }

    @Override
    public Optional<RegisterValue> read() {
      return look("read register", register::read);
    }

    @Override
    public Attempt<String> compareAndSet(Optional<String> expected, byte[] value) {
      return write("swap register", () -> register.compareAndSet(expected, value));
    }
  }
}
