package io.godwit.engine.repository.memory;

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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Objects and registers in maps. What it holds is gone with it. */
public final class MemoryStorage implements Storage {

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
  private record Item(byte[] bytes, Instant made) {}

  private final InstantSource clock;
  private final ConcurrentMap<ObjectKey, Item> objects = new ConcurrentSkipListMap<>();
  private final ConcurrentMap<ObjectKey, RegisterValue> registers = new ConcurrentHashMap<>();
  private final AtomicLong tags = new AtomicLong();

  public MemoryStorage(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String description() {
    return "memory";
  }

  @Override
  public Set<StorageCapability> capabilities() {
    return EnumSet.allOf(StorageCapability.class);
  }

  @Override
  public Attempt<ObjectKey> create(ObjectKey key, Body body) {
    try (InputStream in = body.open()) {
      Item item = new Item(in.readAllBytes(), clock.instant());
      return objects.putIfAbsent(key, item) == null
          ? Attempt.done(key)
          : Attempt.rejected(StorageError.KEY_EXISTS, "There is an object " + key + " already");
    } catch (IOException e) {
      return Attempt.retryable(StorageError.UNAVAILABLE, "The bytes of " + key + " cannot be read");
    }
  }

  @Override
  public InputStream read(ObjectKey key) {
    return new ByteArrayInputStream(get(key));
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    byte[] bytes = get(key);
    int from = (int) Math.min(offset, bytes.length);
    return new ByteArrayInputStream(bytes, from, (int) Math.min(length, bytes.length - from));
  }

  @Override
  public Optional<ObjectHead> head(ObjectKey key) {
    return Optional.ofNullable(objects.get(key))
        .map(item -> new ObjectHead(key, item.bytes().length, item.made()));
  }

  @Override
  public Stream<ObjectHead> list(String prefix) {
    return objects.keySet().stream()
        .filter(key -> key.value().startsWith(prefix))
        .flatMap(key -> head(key).stream());
  }

  @Override
  public void delete(ObjectKey key) {
    objects.remove(key);
  }

  @Override
  public Optional<Register> register(ObjectKey key) {
    return Optional.of(
        new Register() {
          @Override
          public Optional<RegisterValue> read() {
            return Optional.ofNullable(registers.get(key));
          }

          @Override
          public Attempt<String> compareAndSet(Optional<String> expected, byte[] value) {
            return swap(key, expected, value);
          }
        });
  }

  @Override
  public void close() {}

  private Attempt<String> swap(ObjectKey key, Optional<String> expected, byte[] value) {
    RegisterValue next = new RegisterValue(value, Long.toString(tags.incrementAndGet()));
    RegisterValue now =
        registers.compute(
            key,
            (k, present) ->
                Optional.ofNullable(present).map(RegisterValue::tag).equals(expected)
                    ? next
                    : present);
    return next.equals(now)
        ? Attempt.done(next.tag())
        : Attempt.rejected(StorageError.REGISTER_MOVED, "Register " + key + " has another value");
  }

  private byte[] get(ObjectKey key) {
    Item item = objects.get(key);
    if (item == null) {
      throw new GodwitException(StorageError.NOT_FOUND, "There is no object " + key + " in memory");
    }
    return item.bytes();
  }
}
