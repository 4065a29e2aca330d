package io.godwit.embedder.onnxruntime.tokenizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Small tokenizers, as their files say them. */
final class TokenizerFixture {

  private TokenizerFixture() {}

  /** A file of these sections. */
  static String file(String sections) {
    return "{ \"version\": \"1.0\", " + sections.replace('\'', '"') + " }";
  }

  /** GPT-2's kind, on the letters of the words that {@code BytePairs} is explained with. */
  static String bytePairs(String more) {
    return file(
        """
        'pre_tokenizer': { 'type': 'ByteLevel', 'add_prefix_space': false, 'trim_offsets': true,
          'use_regex': true },
        'model': { 'type': 'BPE', 'vocab': { 'l': 0, 'o': 1, 'w': 2, 'e': 3, 'r': 4, 'n': 5, 's': 6,
          't': 7, '\u0120': 8, 'lo': 9, 'low': 10, 'er': 11, '\u0120low': 12, 'es': 13, 'est': 14,
          'Ã': 15, '©': 16, 'Ã©': 17, 'lower': 18, '<s>': 19, '</s>': 20 },
          'merges': [ 'e s', 'es t', 'l o', 'lo w', 'e r', '\u0120 low', 'Ã ©', 'low er' ]%s }
        """
            .formatted(more));
  }

  /** SentencePiece's kind. */
  static String unigram(String more) {
    return file(
        """
        'pre_tokenizer': { 'type': 'Metaspace', 'replacement': '\u2581', 'prepend_scheme': 'always',
          'split': true },
        'model': { 'type': 'Unigram', 'unk_id': 0, 'vocab': [ ['<unk>', 0.0], ['<s>', 0.0],
          ['</s>', 0.0], ['\u2581', -2.0], ['a', -3.0], ['b', -3.5], ['ab', -5.5], ['\u2581a', -4.0],
          ['ba', -6.75], ['abab', -9.25], ['\u2581b', -5.0], ['\uD83D\uDE00', -7.0] ]%s }
        """
            .formatted(more));
  }

  /** The same with a token for every byte. */
  static String unigramWithBytes() {
    StringBuilder bytes = new StringBuilder();
    for (int value = 0; value < 256; value++) {
      bytes.append(", [ \"%s\", -20.0 ]".formatted(BytePairs.byteToken(value)));
    }
    String json = unigram(", \"byte_fallback\": true");
    int end = json.indexOf("-7.0]") + 5;
    return json.substring(0, end) + bytes + json.substring(end);
  }

  /** A charsmap that maps whole characters, in base 64. */
  static String charsmap(Map<String, String> mapped) {
    Map<String, Integer> nodes = new TreeMap<>();
    nodes.put("", 0);
    int[] units = new int[1 << 16];
    ByteBuffer texts = ByteBuffer.allocate(1 << 12);
    Map<String, Integer> places = new TreeMap<>();
    mapped.forEach(
        (key, text) -> {
          places.put(bytes(key), texts.position());
          texts.put(text.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
        });
    Map<String, Boolean> prefixes = new TreeMap<>();
    places
        .keySet()
        .forEach(
            key -> {
              for (int end = 0; end <= key.length(); end++) {
                prefixes.put(key.substring(0, end), true);
              }
            });
    // Every node's children have a block of 256 units of their own, so that none are in the way.
    int block = 1;
    for (String prefix : prefixes.keySet()) {
      int node = nodes.getOrDefault(prefix, 0);
      int offset = (block << 8) ^ node;
      units[node] |= offset << 10;
      Integer place = places.get(prefix);
      if (place != null) {
        units[node] |= 1 << 8;
        units[block << 8] = place | 1 << 31;
      }
      for (String child : prefixes.keySet()) {
        if (child.length() == prefix.length() + 1 && child.startsWith(prefix)) {
          int label = child.charAt(prefix.length());
          int at = (block << 8) ^ label;
          units[at] = label;
          nodes.put(child, at);
        }
      }
      block++;
    }
    int size = (block << 8) * 4;
    ByteBuffer out =
        ByteBuffer.allocate(4 + size + texts.position()).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(size);
    for (int i = 0; i < size / 4; i++) {
      out.putInt(units[i]);
    }
    out.put(texts.array(), 0, texts.position());
    return Base64.getEncoder().encodeToString(out.array());
  }

  private static String bytes(String key) {
    return new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
