package io.godwit.embedder.onnxruntime.tokenizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code precompiled_charsmap} of SentencePiece: a double array (Darts) from UTF-8 to places in
 * a block of texts that end with zero. What is looked up are grapheme clusters of less than six
 * bytes, and else characters; the first, so the shortest, entry that one begins with stands for all
 * of it. That is how Hugging Face's tokenizers reads it, which models are exported for.
 */
final class CharacterMap implements Normalizer {

  private static final Pattern CLUSTER = Pattern.compile("\\X");
  private static final int LONGEST = 6;

  /** No character is made into as many bytes by Unicode; a text of 60 MB would fill memory. */
  private static final int LONGEST_TEXT = 1000;

  private final int[] units;
  private final byte[] texts;

  private CharacterMap(int[] units, byte[] texts) {
    this.units = units;
    this.texts = texts;
  }

  /**
   * Reads one; empty if it is not whole. Places outside of it are found when they are looked up,
   * and lead nowhere.
   */
  static Optional<CharacterMap> read(byte[] bytes) {
    if (bytes.length < 4) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int size = in.getInt();
    if (size < 4 || size % 4 != 0 || size > in.remaining()) {
      return Optional.empty();
    }
    int[] units = new int[size / 4];
    in.asIntBuffer().get(units);
    return Optional.of(new CharacterMap(units, Arrays.copyOfRange(bytes, 4 + size, bytes.length)));
  }

  @Override
  public String normalise(String text) {
    StringBuilder changed = new StringBuilder(text.length());
    Matcher clusters = CLUSTER.matcher(text);
    while (clusters.find()) {
      add(clusters.group(), changed);
    }
    return changed.toString();
  }

  private void add(String cluster, StringBuilder to) {
    byte[] bytes = cluster.getBytes(StandardCharsets.UTF_8);
    Optional<String> whole = bytes.length < LONGEST ? mapped(bytes) : Optional.empty();
    if (whole.isPresent()) {
      to.append(whole.get());
    } else {
      cluster
          .codePoints()
          .mapToObj(Character::toString)
          .forEach(c -> to.append(mapped(c.getBytes(StandardCharsets.UTF_8)).orElse(c)));
    }
  }

  private Optional<String> mapped(byte[] key) {
    int node = offset(unit(0));
    for (byte each : key) {
      int label = each & 0xff;
      node ^= label;
      int unit = unit(node);
      if (label == 0 || (unit & 0x8000_00FF) != label) {
        return Optional.empty();
      }
      node ^= offset(unit);
      if (((unit >>> 8) & 1) == 1) {
        return text(unit(node) & 0x7FFF_FFFF);
      }
    }
    return Optional.empty();
  }

  private int unit(int node) {
    return node >= 0 && node < units.length ? units[node] : 0;
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & (1 << 9)) >>> 6);
  }

  private Optional<String> text(int from) {
    int to = from;
    while (to < texts.length && texts[to] != 0 && to - from <= LONGEST_TEXT) {
      to++;
    }
    return from >= texts.length || to - from > LONGEST_TEXT
        ? Optional.empty()
        : Optional.of(new String(texts, from, to - from, StandardCharsets.UTF_8));
  }
}
