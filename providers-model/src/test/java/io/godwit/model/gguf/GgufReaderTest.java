package io.godwit.model.gguf;

import static io.godwit.model.gguf.GgufBytes.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.file.Broken;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.ModelFormat;
import io.godwit.model.file.Shape;
import io.godwit.model.file.Tensor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("F2: what a GGUF file says is read as it was written")
class GgufReaderTest {

  @ParameterizedTest
  @EnumSource(GgmlType.class)
  void aTensorOfEveryTypeIsRead(GgmlType type) {
    int row = type.element().blockValues() * 2;
    int bytes = (int) (type.element().bits(row * 3L) / 8);
    ModelFile file =
        read(
            good(1, 2)
                .key("general.quantization_version", 4)
                .u32(2)
                .tensor("t", type, 0, row, 3)
                .pad(32)
                .zeros(bytes));
    assertThat(file.format()).isEqualTo(ModelFormat.GGUF);
    assertThat(file.tensors())
        .singleElement()
        .satisfies(
            tensor -> {
              assertThat(tensor.type()).isEqualTo(type.element());
              assertThat(tensor.shape()).isEqualTo(Shape.of(3, row));
              assertThat(tensor.data().length()).isEqualTo(bytes);
            });
  }

  @Test
  void valuesOfEveryTypeAreReadAsText() {
    ModelFile file =
        read(
            good(0, 14)
                .key("u8", 0)
                .bytes((byte) 0xff)
                .key("i8", 1)
                .bytes((byte) 0xff)
                .key("u16", 2)
                .bytes((byte) 0xff, (byte) 0xff)
                .key("i16", 3)
                .bytes((byte) 0xff, (byte) 0xff)
                .key("u32", 4)
                .u32(-1)
                .key("i32", 5)
                .u32(-1)
                .key("f32", 6)
                .u32(Float.floatToIntBits(1.5f))
                .key("bool", 7)
                .bytes((byte) 1)
                .text("text", "h\u00c3\u00b6he")
                .key("numbers", 9)
                .u32(4)
                .u64(2)
                .u64(0)
                .key("u64", 10)
                .u64(-1)
                .key("i64", 11)
                .u64(-1)
                .key("f64", 12)
                .u64(Double.doubleToLongBits(0.25)));
    assertThat(file.metadata())
        .containsEntry("general.architecture", "llama")
        .containsEntry("u8", "255")
        .containsEntry("i8", "-1")
        .containsEntry("u16", "65535")
        .containsEntry("i16", "-1")
        .containsEntry("u32", "4294967295")
        .containsEntry("i32", "-1")
        .containsEntry("f32", "1.5")
        .containsEntry("bool", "true")
        .containsEntry("text", "höhe")
        .containsEntry("numbers", "UINT32 × 2")
        .containsEntry("u64", "18446744073709551615")
        .containsEntry("i64", "-1")
        .containsEntry("f64", "0.25");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 32, 4096})
  void tensorsAreAlignedAsTheFileSays(int alignment) {
    GgufBytes bytes =
        good(2, 2)
            .key("general.alignment", 4)
            .u32(alignment)
            .tensor("a", GgmlType.F32, 0, 1)
            .tensor("b", GgmlType.F32, alignment, 1)
            .pad(alignment);
    int data = bytes.size();
    ModelFile file = read(bytes.zeros(alignment + 4));
    assertThat(file.tensors())
        .extracting(tensor -> tensor.data().offset())
        .containsExactly((long) data, (long) data + alignment);
    assertThat(read(bytes.pad(alignment)).tensors()).hasSize(2);
  }

  @Test
  void wordsThatAreNoTextAreWarnedOf() {
    ModelFile file = read(good(0, 2).key("tokens", 9).u32(8).u64(2).name("\u00ff").name("\u00fe"));
    assertThat(file.warnings()).singleElement().asString().contains("tokens");
  }

  @Test
  void aLaterPartOfASplitModelNeedsNoArchitecture() {
    ModelFile file =
        read(
            GgufBytes.start(1, 1)
                .key("split.no", 2)
                .bytes((byte) 1, (byte) 0)
                .tensor("t", GgmlType.Q8_0, 0, 32)
                .pad(32)
                .zeros(34));
    assertThat(file.tensors()).extracting(Tensor::name).containsExactly("t");
  }

  private static ModelFile read(GgufBytes bytes) {
    return GgufReader.read(Broken.stream(bytes.done()));
  }
}
