package io.godwit.engine.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.RegisterValue;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageError;
import io.godwit.engine.repository.object.ObjectIds;
import io.godwit.engine.repository.work.Task;
import io.godwit.engine.repository.work.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tries on a storage what the repository relies on. Servers that speak S3 differ: some ignore
 * conditions, some check them and then write, so that two at once both succeed. Works below {@code
 * probe/} under keys of its own, and removes what it made.
 */
public final class StorageProbe {

  private static final int RACERS = 8;
  private static final int ROUNDS = 3;

  private final Storage storage;
  private final ObjectIds ids;
  private final Workers workers;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * One thing that was tried.
   *
   * @param what what a storage should do
   * @param holds whether it does
   * @param needed whether no repository can be kept there without it; otherwise one can whose
   *     register is elsewhere
   * @param detail what happened instead; empty if it holds
   */
  public record Finding(String what, boolean holds, boolean needed, String detail) {}

  /**
   * A probe.
   *
   * @param workers race one another; with {@link Workers#NONE} nothing races and the findings about
   *     races say less
   */
  public StorageProbe(Storage storage, ObjectIds ids, Workers workers) {
    this.storage = storage;
    this.ids = ids;
    this.workers = workers;
  }

  /** Whether everything holds on which a register in the storage itself relies. */
  public static boolean registerIsSafe(List<Finding> findings) {
    return findings.stream().allMatch(Finding::holds);
  }

  /**
   * Tries everything.
   *
   * @throws GodwitException if the storage does not answer at all
   */
  public List<Finding> run() {
    findings.clear();
    tryObject(key("object"));
    tryCreateOnly();
    tryRegister(key("register"));
    return List.copyOf(findings);
  }

  private void tryObject(ObjectKey key) {
    byte[] bytes = "what is written is read".getBytes(UTF_8);
    Attempt<ObjectKey> made = storage.create(key, Body.of(bytes));
    find("an object can be made", true, made);
    find(
        "what is written is read at once",
        true,
        () -> Arrays.equals(read(storage.read(key)), bytes));
    find(
        "a part of an object can be read",
        true,
        () -> Arrays.equals(read(storage.read(key, 5, 2)), "is".getBytes(UTF_8)));
    find("what is written is listed at once", true, () -> listed(key));
    storage.delete(key);
    find("what is deleted is gone at once", true, () -> storage.head(key).isEmpty());
  }

  private void tryCreateOnly() {
    ObjectKey key = key("once");
    find(
        "an object is not replaced",
        false,
        () -> {
          boolean first = done(storage.create(key, Body.of(new byte[1])));
          return first
              && refused(storage.create(key, Body.of(new byte[2])), StorageError.KEY_EXISTS);
        });
    storage.delete(key);
    for (int round = 1; round <= ROUNDS; round++) {
      ObjectKey contested = key("contested");
      find(
          "of " + RACERS + " that make one object one succeeds, round " + round,
          false,
          () -> winners(n -> storage.create(contested, Body.of(new byte[n + 1]))) == 1);
      storage.delete(contested);
    }
  }

  private void tryRegister(ObjectKey key) {
    Optional<Register> found = storage.register(key);
    if (found.isEmpty()) {
      findings.add(
          new Finding("a value can be swapped", false, false, "the storage says it cannot"));
      return;
    }
    Register register = found.get();
    String stale = swap(register, Optional.empty(), "one");
    find("a value can be swapped", false, () -> !stale.isEmpty());
    String present = swap(register, Optional.of(stale), "two");
    find("a swap with an old tag is refused", false, () -> moved(register, Optional.of(stale)));
    find("a value that is there is not made again", false, () -> moved(register, Optional.empty()));
    find("a swap of what is not there is refused", false, () -> refusedWhereNothingIs(present));
    find(
        "what is swapped is read at once",
        false,
        () -> register.read().map(RegisterValue::tag).equals(Optional.of(present)));
    for (int round = 1; round <= ROUNDS; round++) {
      Optional<String> tag = register.read().map(RegisterValue::tag);
      find(
          "of " + RACERS + " that swap one value one succeeds, round " + round,
          false,
          () -> winners(n -> register.compareAndSet(tag, unique(n))) == 1);
    }
    storage.delete(key);
  }

  private boolean refusedWhereNothingIs(String tag) {
    ObjectKey nothing = key("nothing");
    boolean refused =
        storage.register(nothing).filter(empty -> moved(empty, Optional.of(tag))).isPresent();
    storage.delete(nothing);
    return refused;
  }

  private <T> long winners(IntFunction<Attempt<T>> racer) {
    List<Task<Attempt<T>>> racers =
        IntStream.range(0, RACERS).mapToObj(n -> workers.submit(() -> racer.apply(n))).toList();
    return racers.stream().map(Task::join).filter(StorageProbe::done).count();
  }

  /** A value that never was in the register: tags may be digests. */
  private byte[] unique(int racer) {
    return (ids.next() + " racer " + racer).getBytes(UTF_8);
  }

  private boolean listed(ObjectKey key) {
    try (Stream<ObjectHead> listed = storage.list("probe/")) {
      return listed.anyMatch(head -> head.key().equals(key));
    }
  }

  private void find(String what, boolean needed, BooleanSupplier question) {
    try {
      boolean holds = question.getAsBoolean();
      findings.add(new Finding(what, holds, needed, holds ? "" : "it is not so"));
    } catch (GodwitException e) {
      findings.add(new Finding(what, false, needed, e.faults().get(0).toString()));
    }
  }

  private void find(String what, boolean needed, Attempt<?> attempt) {
    findings.add(new Finding(what, done(attempt), needed, detail(attempt)));
  }

  private static String detail(Attempt<?> attempt) {
    return attempt.fold(done -> "", Fault::toString, Fault::toString, Fault::toString);
  }

  private static boolean done(Attempt<?> attempt) {
    return attempt instanceof Attempt.Done;
  }

  private static boolean moved(Register register, Optional<String> tag) {
    return refused(
        register.compareAndSet(tag, "late".getBytes(UTF_8)), StorageError.REGISTER_MOVED);
  }

  private static boolean refused(Attempt<?> attempt, StorageError code) {
    return attempt.fold(
        done -> false, fault -> fault.code() == code, fault -> false, fault -> false);
  }

  private static String swap(Register register, Optional<String> tag, String value) {
    return register
        .compareAndSet(tag, value.getBytes(UTF_8))
        .fold(swapped -> swapped, fault -> "", fault -> "", fault -> "");
  }

  private static byte[] read(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new GodwitException(StorageError.UNAVAILABLE, "the answer broke off", e);
    }
  }

  private ObjectKey key(String what) {
    return new ObjectKey("probe/" + ids.next() + "/" + what);
  }
}
