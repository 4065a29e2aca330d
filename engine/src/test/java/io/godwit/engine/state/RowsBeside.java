package io.godwit.engine.state;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.ObjectKey;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageCapability;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A storage whose registers are rows. */
record RowsBeside(Storage storage, StateRegisters rows) implements Storage {

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
    return storage.create(key, body);
  }

  @Override
  public InputStream read(ObjectKey key) {
    return storage.read(key);
  }

  @Override
  public InputStream read(ObjectKey key, long offset, long length) {
    return storage.read(key, offset, length);
  }

  @Override
  public Optional<ObjectHead> head(ObjectKey key) {
    return storage.head(key);
  }

  @Override
  public Stream<ObjectHead> list(String prefix) {
    return storage.list(prefix);
  }

  @Override
  public void delete(ObjectKey key) {
    storage.delete(key);
  }

  @Override
  public Optional<Register> register(ObjectKey key) {
    return Optional.of(rows.register("here", key));
  }

  @Override
  public void close() {
    storage.close();
    rows.close();
  }
}
