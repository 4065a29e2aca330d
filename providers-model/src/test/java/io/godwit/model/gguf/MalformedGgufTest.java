package io.godwit.model.gguf;

import static io.godwit.model.gguf.GgufBytes.good;
import static io.godwit.model.gguf.GgufBytes.start;
import static io.godwit.model.gguf.GgufRule.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.model.file.Broken;
import io.godwit.model.file.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("F2: a GGUF file that breaks a rule is refused by that rule's name")
class MalformedGgufTest {

  /** Where the first key begins. */
  private static final int FIRST = 24;

  /** Where what follows the key of {@link GgufBytes#good} begins. */
  private static final int SECOND = good(0, 1).size();

  static List<Broken> corpus() {
    List<Broken> corpus = new ArrayList<>();
    corpus.addAll(badHeaders());
    corpus.addAll(badKeys());
    corpus.addAll(badValues());
    corpus.addAll(badTensors());
    corpus.addAll(badData());
    return corpus;
  }

  private static List<Broken> badHeaders() {
    return List.of(
        new Broken(TRUNCATED, 0, "takes 8 bytes, but 0 remain", new byte[0]),
        new Broken(TRUNCATED, 0, "but 7 remain", new GgufBytes().raw("GGUF").zeros(3).done()),
        new Broken(MAGIC, 0, "0x4c4d4747", new GgufBytes().raw("GGML").u32(3).done()),
        new Broken(BYTE_ORDER, 4, "0x03000000", new GgufBytes().raw("GGUF").u32(3 << 24).done()),
        new Broken(VERSION_OLD, 4, "1", new GgufBytes().raw("GGUF").u32(1).done()),
        new Broken(VERSION_UNKNOWN, 4, "0", new GgufBytes().raw("GGUF").u32(0).done()),
        new Broken(VERSION_UNKNOWN, 4, "4", new GgufBytes().raw("GGUF").u32(4).done()),
        new Broken(TRUNCATED, 8, "15 remain", new GgufBytes().raw("GGUF").u32(3).zeros(15).done()),
        new Broken(TENSOR_COUNT, 8, "18446744073709551615", start(-1, 0).done()),
        new Broken(TENSOR_COUNT, 8, "1 tensors of at least 25 bytes, but 8", start(1, 0).done()),
        new Broken(KEY_COUNT, 16, "9223372036854775807", start(0, Long.MAX_VALUE).done()),
        new Broken(KEY_COUNT, 16, "2 keys", start(0, 2).zeros(27).done()));
  }

  private static List<Broken> badKeys() {
    return List.of(
        new Broken(KEY_LENGTH, FIRST, "0 bytes", start(0, 1).u64(0).zeros(8).done()),
        new Broken(KEY_LENGTH, FIRST, "65536", start(0, 1).u64(65_536).zeros(8).done()),
        new Broken(KEY_LENGTH, FIRST, "18446744073709551615", start(0, 1).u64(-1).zeros(8).done()),
        new Broken(
            TRUNCATED, FIRST + 8, "takes 100 bytes, but 8", start(0, 1).u64(100).zeros(8).done()),
        new Broken(KEY_NO_ASCII, FIRST + 9, "0xff", start(0, 1).name("a\u00ffb").zeros(8).done()),
        new Broken(KEY_NO_ASCII, FIRST + 8, "0x0a", start(0, 1).name("\nab").zeros(8).done()),
        new Broken(
            KEY_TWICE,
            SECOND,
            "'general.architecture'",
            good(0, 2).text("general.architecture", "x").done()),
        new Broken(VALUE_TYPE, SECOND + 9, "13", good(0, 2).key("k", 13).zeros(8).done()),
        new Broken(VALUE_TYPE, SECOND + 9, "4294967295", good(0, 2).key("k", -1).zeros(8).done()),
        new Broken(ARCHITECTURE_MISSING, FIRST, "general.architecture", start(0, 0).done()),
        new Broken(
            ARCHITECTURE_MISSING,
            FIRST + 36,
            "general.architecture",
            start(0, 1).key("general.architecture", 4).u32(1).done()));
  }

  private static List<Broken> badValues() {
    int value = SECOND + 13;
    return List.of(
        new Broken(
            TRUNCATED, value, "takes 8 bytes, but 7", good(0, 2).key("k", 10).zeros(7).done()),
        new Broken(
            TEXT_LENGTH,
            value,
            "9223372036854775808",
            good(0, 2).key("k", 8).u64(Long.MIN_VALUE).done()),
        new Broken(
            TEXT_LENGTH, value, "is 2, but 1", good(0, 2).key("k", 8).u64(2).raw("a").done()),
        new Broken(TEXT_NO_UTF8, value + 8, "0xff", good(0, 2).text("k", "\u00ff").done()),
        new Broken(BOOLEAN, value, "2", good(0, 2).key("k", 7).bytes((byte) 2).zeros(9).done()),
        new Broken(
            ARRAY_NESTED, value, "'k'", good(0, 2).key("k", 9).u32(9).u64(1).zeros(8).done()),
        new Broken(
            ARRAY_COUNT,
            value + 4,
            "9223372036854775807",
            good(0, 2).key("k", 9).u32(0).u64(Long.MAX_VALUE).done()),
        new Broken(
            ARRAY_COUNT,
            value + 4,
            "3 elements of at least 8",
            good(0, 2).key("k", 9).u32(8).u64(3).zeros(23).done()),
        new Broken(
            TEXT_LENGTH, value + 12, "9", good(0, 2).key("k", 9).u32(8).u64(1).u64(9).done()),
        new Broken(
            BOOLEAN,
            value + 13,
            "7",
            good(0, 2).key("k", 9).u32(7).u64(2).bytes((byte) 1, (byte) 7).done()),
        new Broken(
            ALIGNMENT_TYPE,
            SECOND + 29,
            "UINT64",
            good(0, 2).key("general.alignment", 10).u64(32).done()),
        new Broken(
            ALIGNMENT_VALUE,
            SECOND + 29,
            "is 0",
            good(0, 2).key("general.alignment", 4).u32(0).done()),
        new Broken(
            ALIGNMENT_VALUE,
            SECOND + 29,
            "is 4",
            good(0, 2).key("general.alignment", 4).u32(4).done()),
        new Broken(
            ALIGNMENT_VALUE,
            SECOND + 29,
            "is 48",
            good(0, 2).key("general.alignment", 4).u32(48).done()));
  }

  private static List<Broken> badTensors() {
    GgufBytes second = good(2, 1).tensor("a", GgmlType.F32, 0, 1);
    return List.of(
        new Broken(NAME_LENGTH, SECOND, "0 bytes", good(1, 1).u64(0).zeros(30).done()),
        new Broken(
            NAME_LENGTH,
            SECOND,
            "64 bytes",
            good(1, 1).tensor("n".repeat(64), GgmlType.F32, 0, 1).done()),
        new Broken(TRUNCATED, SECOND + 8, "a tensor's name", good(1, 1).u64(63).zeros(20).done()),
        new Broken(
            NAME_NO_UTF8,
            SECOND + 8,
            "0xff",
            good(1, 1).tensor("\u00ff", GgmlType.F32, 0, 1).done()),
        new Broken(
            NAME_NO_UTF8, SECOND, "control", good(1, 1).tensor("\n", GgmlType.F32, 0, 1).done()),
        new Broken(
            NAME_TWICE, second.size(), "'a'", second.tensor("a", GgmlType.F32, 32, 1).done()),
        new Broken(
            SHAPE_RANK,
            SECOND + 9,
            "5",
            good(1, 1).tensor("a", GgmlType.F32, 0, 1, 1, 1, 1, 1).done()),
        new Broken(
            SHAPE_RANK, SECOND + 9, "4294967295", good(1, 1).name("a").u32(-1).zeros(30).done()),
        new Broken(
            TRUNCATED, SECOND + 13, "32 bytes", good(1, 1).name("a").u32(4).zeros(20).done()),
        new Broken(
            SHAPE_OVERFLOW,
            SECOND + 13,
            "18446744073709551615",
            good(1, 1).tensor("a", GgmlType.F32, 0, -1).done()),
        new Broken(
            SHAPE_OVERFLOW,
            SECOND,
            "2^63",
            good(1, 1).tensor("a", GgmlType.F32, 0, 1L << 32, 1L << 31).pad(32).done()),
        new Broken(
            SHAPE_OVERFLOW,
            SECOND,
            "2^63",
            good(1, 1).tensor("a", GgmlType.F32, 0, 0, 1L << 32, 1L << 32).pad(32).done()),
        new Broken(
            SHAPE_OVERFLOW,
            SECOND,
            "2^63",
            good(1, 1).tensor("a", GgmlType.F64, 0, 1L << 60).pad(32).done()),
        new Broken(
            TRUNCATED,
            SECOND + 21,
            "type and offset",
            good(1, 1).name("a").u32(1).u64(1).zeros(11).done()),
        new Broken(
            TYPE_UNKNOWN,
            SECOND + 21,
            "43",
            good(1, 1).name("a").u32(1).u64(1).u32(43).u64(0).done()),
        new Broken(
            TYPE_UNKNOWN,
            SECOND + 21,
            "4",
            good(1, 1).name("a").u32(1).u64(1).u32(4).u64(0).done()),
        new Broken(
            ROW_PART_OF_BLOCK,
            SECOND,
            "rows of 33 values, but a block of Q4_0 has 32",
            good(1, 1).tensor("a", GgmlType.Q4_0, 0, 33).pad(32).done()));
  }

  private static List<Broken> badData() {
    GgufBytes one = good(1, 1).tensor("a", GgmlType.F32, 0, 2).pad(32);
    int end = one.size() + 8;
    GgufBytes quantised = good(1, 1).tensor("a", GgmlType.Q4_0, 0, 32);
    int infos = quantised.size();
    return List.of(
        new Broken(
            OFFSET,
            SECOND,
            "at 32, but the tensors before it end at 0",
            good(1, 1).tensor("a", GgmlType.F32, 32, 1).pad(32).zeros(64).done()),
        new Broken(
            OFFSET,
            SECOND,
            "18446744073709551584",
            good(1, 1).tensor("a", GgmlType.F32, -32, 1).pad(32).zeros(64).done()),
        new Broken(
            OFFSET,
            SECOND + 33,
            "'b'",
            good(2, 1)
                .tensor("a", GgmlType.F32, 0, 1)
                .tensor("b", GgmlType.F32, 0, 1)
                .pad(32)
                .zeros(64)
                .done()),
        new Broken(
            DATA_TOO_SHORT,
            SECOND,
            "takes 8 bytes",
            good(1, 1).tensor("a", GgmlType.F32, 0, 2).pad(32).zeros(7).done()),
        new Broken(
            DATA_TOO_SHORT,
            SECOND,
            "takes 0 bytes",
            good(1, 1).tensor("a", GgmlType.F32, 0, 0).done()),
        new Broken(
            QUANTISATION_MISSING,
            infos,
            "general.quantization_version",
            quantised.pad(32).zeros(18).done()),
        new Broken(DATA_TOO_LONG, end, "tensors end at " + end, one.zeros(33).done()),
        new Broken(DATA_TOO_LONG, SECOND, "file has", good(0, 1).zeros(64).done()));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void everyMalformedFileIsRefused(Broken broken) {
    broken.assertRefusedBy(GgufReader::read);
  }

  @Test
  void theCorpusBreaksEveryRule() {
    Set<Rule> rules = corpus().stream().map(Broken::rule).collect(Collectors.toSet());
    assertThat(rules)
        .containsExactlyInAnyOrderElementsOf(new HashSet<>(Arrays.asList(GgufRule.values())));
  }

  @Test
  void everyTruncationOfAGoodFileIsRefused() {
    byte[] good = good(1, 1).tensor("a", GgmlType.F32, 0, 2).pad(32).zeros(8).done();
    assertThat(GgufReader.read(Broken.stream(good)).parameters()).isEqualTo(2);
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> GgufReader.read(Broken.stream(cut)))
          .as("cut to " + length)
          .isInstanceOf(GodwitException.class);
    }
  }
}
