package io.godwit.engine.discovery;

/**
 * An extension, and where it was found.
 *
 * @param extension the extension
 * @param where the jar or folder of its class
 */
public record Found<E>(E extension, String where) {

  /** Of an extension that was handed over. */
  public static <E> Found<E> of(E extension) {
    return new Found<>(extension, Services.where(extension.getClass()));
  }
}
