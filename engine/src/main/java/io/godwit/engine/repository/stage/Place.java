package io.godwit.engine.repository.stage;

/** Where a chunk is: in which pack, and which number it has there. */
record Place(PackSlot pack, int chunk) {

  boolean holds(byte[] sha256) {
    return pack.holds(chunk, sha256);
  }

  Place next() {
    return new Place(pack, chunk + 1);
  }
}
