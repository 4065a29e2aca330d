package io.godwit.model.safetensors;

import static io.godwit.model.safetensors.Raw.*;
import static io.godwit.model.safetensors.SafetensorsRule.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.file.Broken;
import io.godwit.model.file.LimitRule;
import io.godwit.model.file.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("F2: a safetensors file that breaks a rule is refused by that rule's name")
class MalformedSafetensorsTest {

  private static final String GOOD = tensor("a", "F32", "[2]", "[0,8]");

  static List<Broken> corpus() {
    List<Broken> corpus = new ArrayList<>();
    corpus.add(new Broken(FILE_TOO_SHORT, 0, "takes 8 bytes, but 7 remain", new byte[7]));
    corpus.add(new Broken(FILE_TOO_SHORT, 0, "but 0 remain", new byte[0]));
    corpus.add(
        new Broken(
            HEADER_LENGTH_NEGATIVE, 0, "9223372036854775808", withLength(Long.MIN_VALUE, 2)));
    corpus.add(new Broken(HEADER_LENGTH_NEGATIVE, 0, "18446744073709551615", withLength(-1, 2)));
    corpus.add(new Broken(HEADER_TOO_LONG, 0, "100000001", withLength(100_000_001, 2)));
    corpus.add(new Broken(HEADER_BEYOND_FILE, 0, "3, but 2 bytes remain", withLength(3, 2)));
    corpus.add(new Broken(HEADER_EMPTY, 0, "is 0", withLength(0, 2)));
    corpus.add(new Broken(HEADER_MARK, 8, "0xef", file("\ufeff{}", 0)));
    corpus.add(new Broken(HEADER_NO_OBJECT, 8, "an array", file("[]", 0)));
    corpus.add(new Broken(HEADER_NO_OBJECT, 8, "a text", file("\"a\"", 0)));
    corpus.add(new Broken(HEADER_NO_UTF8, 8, "0xff", file(new byte[] {(byte) 0xff, '{', '}'}, 0)));
    corpus.addAll(badUtf8());
    corpus.addAll(badJson());
    corpus.add(new Broken(HEADER_PADDING, 10, "0x00", file("{}\0\0", 0)));
    corpus.add(new Broken(HEADER_PADDING, 11, "0x7b", file("{} {}", 0)));
    corpus.add(new Broken(HEADER_PADDING, 10, "0x0a", file("{}\n", 0)));
    corpus.addAll(badMetadata());
    corpus.addAll(badNames());
    corpus.addAll(badEntries());
    corpus.addAll(badShapes());
    corpus.addAll(badBuffers());
    corpus.addAll(tooMuch());
    return corpus;
  }

  private static List<Broken> badUtf8() {
    return List.of(
        utf8("80", 10),
        utf8("c080", 10),
        utf8("e08080", 10),
        utf8("eda080", 10),
        utf8("f4908080", 10),
        utf8("c341", 11),
        utf8("f0808080", 10));
  }

  private static Broken utf8(String hex, long offset) {
    String bytes = new String(java.util.HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    byte[] header = ("{\"" + bytes + "\":1}").getBytes(StandardCharsets.ISO_8859_1);
    return new Broken(HEADER_NO_UTF8, offset, "0x", file(header, 0));
  }

  private static List<Broken> badJson() {
    String deep = "{\"a\":{\"dtype\":\"U8\",\"shape\":[";
    return List.of(
        new Broken(HEADER_NO_JSON, 9, "the end", file("{", 0)),
        new Broken(HEADER_NO_JSON, 12, "the end", file("{   ", 0)),
        new Broken(HEADER_NO_JSON, 12, "0x7d", file("{\"a\"}", 0)),
        new Broken(HEADER_NO_JSON, 9, "0x27", file("{'a':1}", 0)),
        new Broken(HEADER_NO_JSON, 9, "0x2f", file("{/**/}", 0)),
        new Broken(HEADER_NO_JSON, 10, "a text does not end", file("{\"", 0)),
        new Broken(HEADER_NO_JSON, 10, "0x0a", file("{\"\n\":1}", 0)),
        new Broken(HEADER_NO_JSON, 10, "no escape", file("{\"\\x\":1}", 0)),
        new Broken(HEADER_NO_JSON, 10, "four hexadecimal digits", file("{\"\\u12g4\":1}", 0)),
        new Broken(HEADER_NO_JSON, 10, "half a character", file("{\"\\ud800\":1}", 0)),
        new Broken(HEADER_NO_JSON, 10, "half a character", file("{\"\\udc00\":1}", 0)),
        new Broken(HEADER_NO_JSON, 8 + object(GOOD).length(), "0x7d", file(object(GOOD + ","), 8)),
        new Broken(HEADER_NO_JSON, 8 + deep.length(), "'01'", file(deep + "01]}}", 0)));
  }

  private static List<Broken> badMetadata() {
    String twice = "{\"__metadata__\":{},\"__metadata__\":{}}";
    return List.of(
        new Broken(METADATA_TWICE, 27, "__metadata__", file(twice, 0)),
        new Broken(METADATA_NO_OBJECT, 24, "__metadata__", file("{\"__metadata__\":null}", 0)),
        new Broken(METADATA_NO_OBJECT, 24, "__metadata__", file("{\"__metadata__\":[]}", 0)),
        new Broken(
            METADATA_KEY_TWICE,
            33,
            "'a'",
            file("{\"__metadata__\":{\"a\":\"1\",\"\\u0061\":\"2\"}}", 0)),
        new Broken(METADATA_NO_TEXT, 29, "'a'", file("{\"__metadata__\":{\"a\":1}}", 0)),
        new Broken(METADATA_NO_TEXT, 29, "'a'", file("{\"__metadata__\":{\"a\":{}}}", 0)));
  }

  private static List<Broken> badNames() {
    return List.of(
        new Broken(NAME_EMPTY, 9, "empty", file(object(tensor("", "U8", "[0]", "[0,0]")), 0)),
        name("../x", "../x"),
        name("/etc/passwd", "/etc/passwd"),
        name("a/../b", "a/../b"),
        name("a\\\\b", "a\\b"),
        name("a\\u0000b", "a?b"),
        new Broken(NAME_TWICE, 9 + GOOD.length() + 1, "'a'", file(object(GOOD, GOOD), 8)),
        new Broken(
            NAME_TWICE,
            9 + GOOD.length() + 1,
            "'a'",
            file(object(GOOD, tensor("\\u0061", "F32", "[2]", "[0,8]")), 8)));
  }

  private static Broken name(String written, String shown) {
    return new Broken(
        NAME_UNSAFE, 9, shown, file(object(tensor(written, "U8", "[0]", "[0,0]")), 0));
  }

  private static List<Broken> badEntries() {
    return List.of(
        new Broken(ENTRY_NO_OBJECT, 13, "'a'", file("{\"a\":[]}", 0)),
        new Broken(ENTRY_NO_OBJECT, 13, "'a'", file("{\"a\":null}", 0)),
        new Broken(ENTRY_FIELD_UNKNOWN, 14, "'x'", file("{\"a\":{\"x\":1}}", 0)),
        new Broken(
            ENTRY_FIELD_TWICE, 27, "dtype", file("{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", 0)),
        new Broken(ENTRY_FIELD_MISSING, 9, "no dtype", file("{\"a\":{}}", 0)),
        new Broken(ENTRY_FIELD_MISSING, 9, "no shape", file("{\"a\":{\"dtype\":\"U8\"}}", 0)),
        new Broken(
            ENTRY_FIELD_MISSING,
            9,
            "no data_offsets",
            file("{\"a\":{\"dtype\":\"U8\",\"shape\":[]}}", 0)),
        new Broken(TYPE_UNKNOWN, 22, "'f32'", file(object(tensor("a", "f32", "[2]", "[0,8]")), 8)),
        new Broken(
            TYPE_UNKNOWN, 22, "'F128'", file(object(tensor("a", "F128", "[2]", "[0,8]")), 8)),
        new Broken(TYPE_UNKNOWN, 22, "''", file("{\"a\":{\"dtype\":7}}", 0)));
  }

  private static List<Broken> badShapes() {
    String ones = "[1" + ",1".repeat(69_999) + "]";
    long at = 36;
    return List.of(
        new Broken(SHAPE_NO_LIST, at - 1, "'a'", file(object(tensor("a", "U8", "2", "[0,2]")), 2)),
        new Broken(SHAPE_NO_LIST, at, "-1", file(object(tensor("a", "U8", "[-1]", "[0,1]")), 1)),
        new Broken(SHAPE_NO_LIST, at, "-0", file(object(tensor("a", "U8", "[-0]", "[0,0]")), 0)),
        new Broken(SHAPE_NO_LIST, at, "1.0", file(object(tensor("a", "U8", "[1.0]", "[0,1]")), 1)),
        new Broken(SHAPE_NO_LIST, at, "1e2", file(object(tensor("a", "U8", "[1e2]", "[0,1]")), 1)),
        new Broken(
            SHAPE_NO_LIST,
            at,
            "9223372036854775808",
            file(object(tensor("a", "U8", "[9223372036854775808]", "[0,1]")), 1)),
        new Broken(SHAPE_RANK, at + 32, "16", file(object(tensor("a", "U8", ones, "[0,1]")), 1)),
        new Broken(
            SHAPE_OVERFLOW,
            9,
            "[4294967296,4294967296]",
            file(object(tensor("a", "U8", "[4294967296,4294967296]", "[0,0]")), 0)),
        new Broken(
            SHAPE_OVERFLOW,
            9,
            "[0,4294967296,4294967296]",
            file(object(tensor("a", "U8", "[0,4294967296,4294967296]", "[0,0]")), 0)),
        new Broken(
            SHAPE_OVERFLOW,
            9,
            "2^63",
            file(object(tensor("a", "I64", "[1152921504606846976]", "[0,0]")), 0)));
  }

  private static List<Broken> badBuffers() {
    String after = tensor("b", "F32", "[1]", "[12,16]");
    String inside = tensor("b", "F32", "[2]", "[4,12]");
    return List.of(
        new Broken(OFFSETS_NO_PAIR, 54, "'a'", file(object(tensor("a", "U8", "[2]", "2")), 2)),
        new Broken(OFFSETS_NO_PAIR, 54, "1 data", file(object(tensor("a", "U8", "[2]", "[2]")), 2)),
        new Broken(OFFSETS_NO_PAIR, 59, "2", file(object(tensor("a", "U8", "[2]", "[0,2,2]")), 2)),
        new Broken(OFFSETS_NO_PAIR, 55, "-1", file(object(tensor("a", "U8", "[2]", "[-1,1]")), 2)),
        new Broken(
            OFFSETS_NO_PAIR, 55, "0.5", file(object(tensor("a", "U8", "[2]", "[0.5,2]")), 2)),
        new Broken(
            OFFSETS_REVERSED,
            9,
            "0 and begins at 2",
            file(object(tensor("a", "U8", "[2]", "[2,0]")), 2)),
        new Broken(
            SIZE_PART_OF_BYTE, 9, "12 bits", file(object(tensor("a", "F4", "[3]", "[0,2]")), 2)),
        new Broken(
            SIZE_PART_OF_BYTE,
            9,
            "6 bits",
            file(object(tensor("a", "F6_E2M3", "[1]", "[0,1]")), 1)),
        new Broken(
            SIZE_MISMATCH,
            9,
            "takes 8 bytes, but its offsets span 9",
            file(object(tensor("a", "F32", "[2]", "[0,9]")), 9)),
        new Broken(
            BUFFER_HOLE,
            8 + object(GOOD, after).length() + 8L,
            "'b'",
            file(object(GOOD, after), 16)),
        new Broken(
            BUFFER_HOLE,
            8 + object(tensor("a", "U8", "[2]", "[1,3]")).length(),
            "the header",
            file(object(tensor("a", "U8", "[2]", "[1,3]")), 3)),
        new Broken(
            BUFFER_OVERLAP,
            8 + object(GOOD, inside).length() + 4L,
            "'b'",
            file(object(GOOD, inside), 12)),
        new Broken(BUFFER_TOO_SHORT, 8 + object(GOOD).length() + 7L, "'a'", file(object(GOOD), 7)),
        new Broken(
            BUFFER_TOO_LONG, 8 + object(GOOD).length() + 8L, "1 bytes", file(object(GOOD), 9)),
        new Broken(BUFFER_TOO_LONG, 10, "5 bytes", file("{}", 5)));
  }

  private static List<Broken> tooMuch() {
    String many =
        IntStream.rangeClosed(0, LimitRule.MOST_TENSORS)
            .mapToObj(i -> tensor("t" + i, "U8", "[0]", "[0,0]"))
            .collect(Collectors.joining(",", "{", "}"));
    String keys =
        IntStream.rangeClosed(0, LimitRule.MOST_METADATA)
            .mapToObj(i -> "\"" + i + "\":\"\"")
            .collect(Collectors.joining(",", "{\"__metadata__\":{", "}}"));
    String names =
        IntStream.rangeClosed(0, 4_200)
            .mapToObj(i -> tensor("n".repeat(4_000) + i, "U8", "[0]", "[0,0]"))
            .collect(Collectors.joining(",", "{", "}"));
    String longName = object(tensor("n".repeat(4_097), "U8", "[0]", "[0,0]"));
    return List.of(
        new Broken(LimitRule.TOO_MANY_TENSORS, 8 + many.lastIndexOf("\"t"), "65536", file(many, 0)),
        new Broken(
            LimitRule.TOO_MUCH_METADATA, 8 + keys.lastIndexOf("\"8192\""), "8192", file(keys, 0)),
        new Broken(LimitRule.NAME_TOO_LONG, 9, "4096", file(longName, 0)),
        new Broken(
            LimitRule.NAMES_TOO_LONG,
            8 + names.indexOf("n4190\"") - 4_000,
            "16777216",
            file(names, 0)));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void everyMalformedFileIsRefused(Broken broken) {
    broken.assertRefusedBy(in -> SafetensorsReader.read(in, false));
  }

  @Test
  void theCorpusBreaksEveryRule() {
    Set<Rule> rules = corpus().stream().map(Broken::rule).collect(Collectors.toSet());
    Set<Rule> wanted = new HashSet<>(Arrays.asList(SafetensorsRule.values()));
    wanted.addAll(Arrays.asList(LimitRule.values()));
    wanted.remove(HEADER_LEADING_SPACE);
    assertThat(rules).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void whiteSpaceInFrontIsWarnedOfAndRefusedWhenStrict() {
    byte[] spaced = file("  " + object(GOOD), 8);
    assertThat(SafetensorsReader.read(Broken.stream(spaced), false).warnings()).hasSize(1);
    new Broken(HEADER_LEADING_SPACE, 8, "0x20", spaced)
        .assertRefusedBy(in -> SafetensorsReader.read(in, true));
  }

  @Test
  void everyTruncationOfAGoodFileIsRefused() {
    byte[] good = file(object(GOOD), 8);
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThat(catchRefusal(cut)).as("cut to " + length).isTrue();
    }
  }

  private static boolean catchRefusal(byte[] bytes) {
    try {
      SafetensorsReader.read(Broken.stream(bytes), false);
      return false;
    } catch (io.godwit.api.error.GodwitException e) {
      return e.code() == io.godwit.model.file.ModelError.BROKEN_SAFETENSORS;
    }
  }
}
