package io.godwit.knowledge.rest.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.name.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * What a store keeps under one id. The id comes from the kind and the place, so that storing a
 * point again, by whomever, stores the same point.
 *
 * @param kind what it is
 * @param at its place among those of its kind, from 0
 * @param payload what is known about it
 * @param vector its vector; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Point(Kind kind, long at, ObjectNode payload, float[] vector) {

  /** What a point is. */
  public enum Kind {
    /** What the version is bound to, and how far it has come. */
    MANIFEST("manifest"),
    /** A document. */
    DOCUMENT("document"),
    /** A chunk, with its vector. */
    CHUNK("chunk");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As it stands in the store. */
    public String word() {
      return word;
    }
  }

  /** Writes a vector as the doubles that it is: who rounds twice still finds the same floats. */
  public static void numbers(float[] vector, ArrayNode into) {
    for (float number : vector) {
      into.add((double) number);
    }
  }

  /** Its id: one of version 8 (RFC 9562) out of the SHA-256 of kind and place. */
  public UUID id() {
    return id(kind, at);
  }

  /** The id of a kind and a place. */
  public static UUID id(Kind kind, long at) {
    MessageDigest sha256 = Digest.sha256();
    ByteBuffer bytes =
        ByteBuffer.wrap(sha256.digest((kind.word() + " " + at).getBytes(StandardCharsets.UTF_8)));
    long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
    long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
