package io.godwit.knowledge.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.godwit.api.embedding.VectorForm;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.SpaceForm;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.store.Versions.Binding;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle has, as its {@code manifest.json} says.
 *
 * @param format {@value #FORMAT}
 * @param collection the collection that it was written from
 * @param embedder the canonical JSON of the embedder whose vectors it has
 * @param chunking the canonical JSON of how its documents were cut
 * @param documents how many documents
 * @param chunks how many chunks
 * @param digest the digest of all of it, as a store that holds nothing else would say it
 * @param shards its files
 */
record Manifest(
    String format,
    String collection,
    String embedder,
    String chunking,
    long documents,
    long chunks,
    String digest,
    List<Shard> shards) {

  static final String FILE = "manifest.json";
  static final String FORMAT = "godwit knowledge bundle 1";
  static final int LONGEST = 16 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** Copies the list. */
  Manifest {
    shards = List.copyOf(shards);
  }

  /**
   * Some documents: their rows, and the vectors of their chunks in the same order.
   *
   * @param rows the file with the rows
   * @param vectors the file with the vectors
   * @param chunks how many vectors that has
   */
  record Shard(File rows, File vectors, long chunks) {}

  /**
   * A file.
   *
   * @param name its name
   * @param bytes how long it is
   * @param sha256 the SHA-256 of its bytes, in hexadecimal digits
   */
  record File(String name, long bytes, String sha256) {}

  static Manifest parse(byte[] json) {
    try {
      Manifest manifest = JSON.readValue(new String(json, StandardCharsets.UTF_8), Manifest.class);
      manifest.check();
      return manifest;
    } catch (JsonProcessingException e) {
      throw bad("its manifest.json is none: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw bad("its manifest.json says what cannot be: " + e.getMessage(), e);
    }
  }

  private void check() {
    if (!format.equals(FORMAT)) {
      throw bad("its format is '" + format + "', and this Godwit knows '" + FORMAT + "'", null);
    }
    Chunking.parse(chunking);
    Digest.parse(digest);
    long stride = 4L * form().dimension();
    long all = 0;
    for (int i = 0; i < shards.size(); i++) {
      Shard shard = shards.get(i);
      demandName(shard.rows(), rowsName(i));
      demandName(shard.vectors(), vectorsName(i));
      boolean fits = shard.chunks() >= 0 && shard.chunks() <= Long.MAX_VALUE / stride;
      if (!fits || shard.vectors().bytes() != shard.chunks() * stride) {
        throw bad(
            shard.vectors().name()
                + " is said to have "
                + shard.vectors().bytes()
                + " bytes, which is not "
                + shard.chunks()
                + " vectors of "
                + stride
                + " bytes",
            null);
      }
      all += shard.chunks();
    }
    if (all != chunks || documents < 0) {
      throw bad("its shards have " + all + " chunks together, it is said to have " + chunks, null);
    }
  }

  private static void demandName(File file, String name) {
    if (!file.name().equals(name)) {
      throw bad("its manifest.json names '" + file.name() + "' instead of " + name, null);
    }
    var unused = new Digest(file.sha256());
  }

  static String rowsName(int shard) {
    return "rows-%05d.jsonl".formatted(shard + 1);
  }

  static String vectorsName(int shard) {
    return "vectors-%05d.f32".formatted(shard + 1);
  }

  VectorForm form() {
    return SpaceForm.of(embedder);
  }

  /** What a version is bound to that has this. */
  Binding binding() {
    return new Binding(
        Digest.of(chunking).toString(),
        chunking,
        Digest.of(embedder).toString(),
        embedder,
        form().dimension());
  }

  byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts and numbers that cannot be written", e);
    }
  }

  /** That a bundle cannot be read. */
  static GodwitException bad(String what, @Nullable Exception cause) {
    return new GodwitException(
        KnowledgeError.BAD_BUNDLE,
        "The bundle cannot be read: " + what + "; write it again with `godwit knowledge export`",
        cause);
  }
}
