package io.godwit.engine.repository.stage;

import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.pack.PackIndex;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A pack to which a manifest may refer: one of the base, or one that is being filled. */
final class PackSlot {

  private static final int SHA256 = 32;

  private byte[] ids;
  private int chunks;
  private @Nullable PackRef reference;

  PackSlot() {
    ids = new byte[64 * SHA256];
  }

  PackSlot(PackRef reference, PackIndex index) {
    this.reference = reference;
    ids = new byte[index.chunks() * SHA256];
    for (int i = 0; i < index.chunks(); i++) {
      add(index.entry(i).sha256());
    }
  }

  void add(byte[] sha256) {
    if (chunks * SHA256 == ids.length) {
      ids = Arrays.copyOf(ids, ids.length * 2);
    }
    System.arraycopy(sha256, 0, ids, chunks * SHA256, SHA256);
    chunks++;
  }

  int chunks() {
    return chunks;
  }

  boolean holds(int chunk, byte[] sha256) {
    int from = chunk * SHA256;
    return chunk < chunks && Arrays.equals(ids, from, from + SHA256, sha256, 0, SHA256);
  }

  byte[] id(int chunk) {
    return Arrays.copyOfRange(ids, chunk * SHA256, (chunk + 1) * SHA256);
  }

  void finished(PackRef made) {
    reference = made;
  }

  PackRef reference() {
    return Objects.requireNonNull(reference, "a pack is finished before it is referred to");
  }
}
