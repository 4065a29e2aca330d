package io.godwit.api.storage;

/** What not every storage can do. */
public enum StorageCapability {
  /** Of two that make an object under one key, one is told that the key exists. */
  CREATE_ONLY,
  /** There are registers, which are read and swapped as {@link Register} says. */
  REGISTER
}
