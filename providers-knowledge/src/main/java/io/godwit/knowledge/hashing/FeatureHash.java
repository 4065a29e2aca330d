package io.godwit.knowledge.hashing;

/**
 * The hash of a feature: FNV-1a with 64 bits (Fowler, Noll, Vo) over three bytes for each
 * character, and the finaliser of MurmurHash3 (Appleby), which spreads every bit over all others.
 */
final class FeatureHash {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private FeatureHash() {}

  static long begin(int kind) {
    return (OFFSET ^ kind) * PRIME;
  }

  static long next(long hash, int character) {
    long h = (hash ^ (character & 0xff)) * PRIME;
    h = (h ^ (character >>> 8 & 0xff)) * PRIME;
    return (h ^ (character >>> 16 & 0xff)) * PRIME;
  }

  static long finish(long hash) {
    long h = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }

  /** The hash of two features in this order. */
  static long pair(int kind, long first, long second) {
    return finish((begin(kind) ^ first) * PRIME ^ second);
  }
}
