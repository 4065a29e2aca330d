package io.godwit.api.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of an object that is to be made. They can be read more than once, so that an attempt
 * can be repeated, and do not change.
 */
public interface Body {

  /** How many bytes there are; at most 64 MiB. */
  long sizeBytes();

  /** All bytes, from the first; the caller closes the stream. */
  InputStream open() throws IOException;

  /** Bytes in memory, which the caller does not change any more. */
  static Body of(byte[] bytes) {
    return new Body() {
      @Override
      public long sizeBytes() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  /** A file, which nobody changes any more. */
  static Body of(Path file) throws IOException {
    long size = Files.size(file);
    return new Body() {
      @Override
      public long sizeBytes() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }
    };
  }
}
