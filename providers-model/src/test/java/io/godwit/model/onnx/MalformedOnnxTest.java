package io.godwit.model.onnx;

import static io.godwit.model.onnx.ExternalRule.*;
import static io.godwit.model.onnx.OnnxRule.*;
import static io.godwit.model.onnx.Proto.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.file.Broken;
import io.godwit.model.file.ByteStream;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.Rule;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("F2: an ONNX file that breaks a rule is refused by that rule's name")
class MalformedOnnxTest {

  /**
   * Where the fields after the operator set begin, and where the first tensor of {@code with} does.
   */
  private static final int MODEL = model().size();

  private static final int TENSOR = MODEL + 2;

  static List<Broken> corpus() {
    List<Broken> corpus = new ArrayList<>();
    corpus.addAll(badWire());
    corpus.addAll(badModels());
    corpus.addAll(badTensors());
    corpus.addAll(badData());
    corpus.addAll(badExternal());
    return corpus;
  }

  private static List<Broken> badWire() {
    byte[] endless = new byte[11];
    Arrays.fill(endless, (byte) 0xff);
    return List.of(
        new Broken(VARINT, 0, "does not end", message().raw((byte) 0x80).done()),
        new Broken(VARINT, 1, "2^64", message().tag(1, 0).raw(endless).done()),
        new Broken(VARINT, 1, "does not end", message().tag(1, 0).done()),
        new Broken(FIELD_NUMBER, 0, "number 0", message().raw((byte) 0, (byte) 0).done()),
        new Broken(FIELD_NUMBER, 0, "536870912", message().tag(536_870_912L, 0).varint(0).done()),
        new Broken(FIELD_WIRE_TYPE, 0, "encoding 3", message().tag(9, 3).done()),
        new Broken(FIELD_WIRE_TYPE, 0, "encoding 4", message().tag(9, 4).done()),
        new Broken(FIELD_WIRE_TYPE, 0, "encoding 7", message().tag(9, 7).done()),
        new Broken(
            FIELD_ENCODING, 0, "encoding 5, not 0", message().tag(1, 5).raw(new byte[4]).done()),
        new Broken(FIELD_ENCODING, MODEL, "encoding 0, not 2", model().number(7, 1).done()),
        new Broken(
            FIELD_LENGTH,
            0,
            "takes 5 bytes, but 1 remain",
            message().tag(2, 2).varint(5).raw((byte) 0).done()),
        new Broken(FIELD_LENGTH, 0, "18446744073709551615", message().tag(2, 2).varint(-1).done()),
        new Broken(
            FIELD_LENGTH, 0, "takes 8 bytes, but 7", message().tag(99, 1).raw(new byte[7]).done()),
        new Broken(
            FIELD_LENGTH,
            MODEL + 2,
            "field 5",
            model().add(7, message().tag(5, 2).varint(9)).done()),
        new Broken(FIELD_TWICE, 2, "field 1 twice", message().number(1, 8).number(1, 8).done()),
        new Broken(
            FIELD_TWICE,
            MODEL + 2,
            "field 7 twice",
            model().add(7, message()).add(7, message()).done()),
        new Broken(TEXT_NO_UTF8, MODEL + 2, "0xff", model().bytes(2, (byte) 0xff).done()));
  }

  private static List<Broken> badModels() {
    Proto opset = message().number(2, 17);
    return List.of(
        new Broken(IR_VERSION, 0, "ir_version is 0", message().add(7, message()).done()),
        new Broken(IR_VERSION, 0, "is -1", message().number(1, -1).add(7, message()).done()),
        new Broken(
            OPSET_MISSING, 0, "at ir_version 8", message().number(1, 8).add(7, message()).done()),
        new Broken(
            OPSET_VERSION,
            2,
            "ai.onnx has version 0",
            message().number(1, 8).add(8, message()).done()),
        new Broken(OPSET_TWICE, MODEL, "ai.onnx", model().add(8, opset).done()),
        new Broken(
            OPSET_TWICE,
            MODEL,
            "ai.onnx",
            model().add(8, message().text(1, "ai.onnx").number(2, 1)).done()),
        new Broken(GRAPH_MISSING, 0, "no graph", model().done()),
        new Broken(
            NODE_NO_OPERATOR,
            TENSOR,
            "node 0",
            model().add(7, message().add(1, message().text(1, "x"))).done()),
        new Broken(
            METADATA_KEY_TWICE,
            MODEL + 5,
            "'k'",
            model().add(14, message().text(1, "k")).add(14, message().text(1, "k")).done()));
  }

  private static List<Broken> badTensors() {
    Proto first = tensor(1, 0);
    Proto both = model().add(7, message().add(5, first).add(5, first));
    return List.of(
        new Broken(
            NAME_MISSING, TENSOR, "no name", with(message().number(2, 1).number(1, 0)).done()),
        new Broken(
            NAME_MISSING,
            TENSOR,
            "control",
            with(message().number(2, 1).number(1, 0).text(8, "\n")).done()),
        new Broken(NAME_TWICE, TENSOR + 2 + first.size(), "'t'", both.done()),
        new Broken(TYPE_UNKNOWN, TENSOR, "no type", with(message().text(8, "t")).done()),
        new Broken(TYPE_UNKNOWN, TENSOR + 2, "0", with(tensor(0)).done()),
        new Broken(TYPE_UNKNOWN, TENSOR + 2, "27", with(tensor(27)).done()),
        new Broken(SHAPE_RANK, TENSOR + 2 + 32, "16", with(tensor(1, new long[17])).done()),
        new Broken(SHAPE_RANK, TENSOR + 2, "16", with(message().bytes(1, new byte[17])).done()),
        new Broken(SHAPE_NEGATIVE, TENSOR + 2, "-1", with(tensor(1, -1)).done()),
        new Broken(
            SHAPE_OVERFLOW,
            TENSOR,
            "[4294967296,4294967296]",
            with(tensor(1, 1L << 32, 1L << 32)).done()),
        new Broken(SHAPE_OVERFLOW, TENSOR, "2^63", with(tensor(1, 0, 1L << 32, 1L << 32)).done()),
        new Broken(SHAPE_OVERFLOW, TENSOR, "2^63", with(tensor(15, 1L << 56)).done()),
        new Broken(SEGMENT, TENSOR + 2, "segment", with(message().add(3, message())).done()));
  }

  private static List<Broken> badData() {
    byte[] four = new byte[4];
    byte[] eight = new byte[8];
    int data = TENSOR + 2 + tensor(1, 2).size();
    return List.of(
        new Broken(
            PACKED_LENGTH, data, "5 packed", with(tensor(1, 2).bytes(4, new byte[5])).done()),
        new Broken(
            DATA_TWICE,
            TENSOR,
            "[FLOATS]",
            with(tensor(1, 2).bytes(4, eight).bytes(9, eight)).done()),
        new Broken(
            DATA_TWICE,
            TENSOR,
            "[FLOATS, INT64S]",
            with(tensor(1, 2).bytes(4, eight).bytes(7, (byte) 1)).done()),
        new Broken(
            DATA_FIELD, TENSOR, "[INT64S]", with(tensor(1, 2).bytes(7, (byte) 1, (byte) 1)).done()),
        new Broken(DATA_FIELD, TENSOR, "texts", with(tensor(8, 0).bytes(9, four)).done()),
        new Broken(
            DATA_SIZE, TENSOR, "8 bytes, but has 4", with(tensor(1, 2).bytes(9, four)).done()),
        new Broken(
            DATA_SIZE, TENSOR, "2 values, but has 1", with(tensor(1, 2).bytes(4, four)).done()),
        new Broken(DATA_SIZE, TENSOR, "2 values, but has 0", with(tensor(1, 2)).done()),
        new Broken(
            DATA_SIZE,
            TENSOR,
            "2 bytes, but has 3",
            with(tensor(22, 3).bytes(9, new byte[3])).done()),
        new Broken(
            DATA_SIZE, TENSOR, "4 values, but has 2", with(tensor(14, 2).bytes(4, eight)).done()),
        new Broken(DATA_LOCATION, data, "2", with(tensor(1, 2).number(14, 2)).done()));
  }

  private static List<Broken> badExternal() {
    int entry = TENSOR + 2 + external().size();
    return List.of(
        new Broken(
            EXTERNAL_KEY_UNKNOWN, entry, "'basepath'", with(external("basepath", "/")).done()),
        new Broken(
            EXTERNAL_KEY_TWICE,
            entry + 15,
            "'location'",
            with(external("location", "a", "location", "b")).done()),
        new Broken(EXTERNAL_NO_LOCATION, TENSOR, "'t'", with(external("offset", "0")).done()),
        new Broken(EXTERNAL_NO_LOCATION, TENSOR, "'t'", with(external("location", "")).done()),
        path("../weights"),
        path("/etc/passwd"),
        path("a/../../b"),
        path("a//b"),
        path("./a"),
        path("C:/a"),
        path("a\\b"),
        new Broken(
            EXTERNAL_FILE_MISSING, TENSOR, "nowhere", with(external("location", "nowhere")).done()),
        number("offset", "-1"),
        number("offset", "0x10"),
        number("length", "99999999999999999999"),
        number("length", ""),
        new Broken(
            EXTERNAL_RANGE,
            TENSOR,
            "takes 8 bytes from 93 of weights, which has 100",
            with(external("location", "weights", "offset", "93")).done()),
        new Broken(
            EXTERNAL_RANGE,
            TENSOR,
            "from 101",
            with(external("location", "weights", "offset", "101")).done()),
        new Broken(
            EXTERNAL_RANGE,
            TENSOR,
            "takes 101 bytes",
            with(external("location", "weights", "length", "101")).done()),
        new Broken(
            EXTERNAL_SIZE,
            TENSOR,
            "takes 8 bytes, but its length is 9",
            with(external("location", "weights", "length", "9")).done()),
        new Broken(
            EXTERNAL_TEXT,
            TENSOR,
            "'t'",
            with(tensor(8, 1)
                    .number(14, 1)
                    .add(13, message().text(1, "location").text(2, "weights")))
                .done()),
        new Broken(
            EXTERNAL_AND_OWN,
            TENSOR,
            "'t'",
            with(external("location", "weights").bytes(9, new byte[8])).done()),
        new Broken(
            EXTERNAL_AND_OWN,
            TENSOR,
            "'t'",
            with(tensor(1, 2).add(13, message().text(1, "location").text(2, "weights"))).done()));
  }

  private static Broken path(String location) {
    return new Broken(
        EXTERNAL_PATH, TENSOR, "'" + location + "'", with(external("location", location)).done());
  }

  private static Broken number(String key, String value) {
    return new Broken(
        EXTERNAL_NUMBER,
        TENSOR,
        key + " '" + value + "'",
        with(external("location", "weights", key, value)).done());
  }

  static ModelFile read(ByteStream in) {
    return OnnxReader.read(
        in, path -> path.equals("weights") ? OptionalLong.of(100) : OptionalLong.empty());
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void everyMalformedFileIsRefused(Broken broken) {
    broken.assertRefusedBy(MalformedOnnxTest::read);
  }

  @Test
  void aFileOfTwoGibibytesIsRefused() {
    assertThatThrownBy(
            () -> read(new ByteStream("model.test", 1L << 31, InputStream.nullInputStream())))
        .hasMessageContaining("rule file-too-long: the file has 2147483648 bytes");
  }

  @Test
  void graphsThatAreNestedTooDeeplyAreRefused() {
    Proto deep = message().text(4, "If");
    for (int i = 0; i < 40; i++) {
      deep = message().text(4, "If").add(5, message().add(6, message().add(1, deep)));
    }
    byte[] file = model().add(7, message().add(1, deep)).done();
    assertThatThrownBy(() -> read(Broken.stream(file)))
        .hasMessageContaining("rule nesting: messages are nested deeper than 64");
  }

  @Test
  void theCorpusBreaksEveryRule() {
    Set<Rule> rules = corpus().stream().map(Broken::rule).collect(Collectors.toSet());
    Set<Rule> wanted = new HashSet<>(Arrays.asList(OnnxRule.values()));
    wanted.addAll(Arrays.asList(ExternalRule.values()));
    wanted.removeAll(Set.of(FILE_TOO_LONG, NESTING));
    assertThat(rules).containsExactlyInAnyOrderElementsOf(wanted);
  }
}
