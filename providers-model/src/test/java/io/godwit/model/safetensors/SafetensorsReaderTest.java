package io.godwit.model.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.file.Broken;
import io.godwit.model.file.ByteStream;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.ModelFormat;
import io.godwit.model.file.Shape;
import io.godwit.model.file.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("F2: what a safetensors file says is read as it was written")
class SafetensorsReaderTest {

  @TempDir Path folder;

  private static ModelFile read(SafetensorsWriter writer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.writeTo(out);
    return SafetensorsReader.read(Broken.stream(out.toByteArray()), true);
  }

  @ParameterizedTest
  @EnumSource(SafetensorsType.class)
  void aTensorOfEveryTypeIsRead(SafetensorsType type) throws IOException {
    int bytes = (int) (type.element().bits(8) / 8);
    ModelFile file =
        read(
            new SafetensorsWriter()
                .add("t", type, Shape.of(2, 4), out -> out.write(new byte[bytes])));
    assertThat(file.tensors())
        .singleElement()
        .satisfies(
            tensor -> {
              assertThat(tensor.type()).isEqualTo(type.element());
              assertThat(tensor.shape()).isEqualTo(Shape.of(2, 4));
              assertThat(tensor.data().length()).isEqualTo(bytes);
            });
    assertThat(file.parameters()).isEqualTo(8);
  }

  @Test
  void scalarsEmptyTensorsAndHighRanksAreRead() throws IOException {
    ModelFile file =
        read(
            new SafetensorsWriter()
                .add("scalar", Shape.of(), 1.5f)
                .add("empty", Shape.of(3, 0, 2))
                .add("deep", Shape.of(1, 1, 1, 2, 1, 1, 1, 1), 1f, 2f));
    assertThat(file.tensors())
        .extracting(Tensor::name)
        .containsExactlyInAnyOrder("scalar", "empty", "deep");
    assertThat(file.parameters()).isEqualTo(3);
  }

  @Test
  void namesAndMetadataOfAnyAlphabetAreRead() throws IOException {
    ModelFile file =
        read(
            new SafetensorsWriter()
                .add("höhe/\"層\" 😀", Shape.of(1), 1f)
                .describe("tab\tkey", "line\nvalue \\ 😀")
                .describe("long", "x".repeat(10_000)));
    assertThat(file.tensors().get(0).name()).isEqualTo("höhe/\"層\" 😀");
    assertThat(file.metadata()).containsEntry("tab\tkey", "line\nvalue \\ 😀");
    assertThat(file.metadata().get("long")).hasSize(4_097).endsWith("…");
    assertThat(file.format()).isEqualTo(ModelFormat.SAFETENSORS);
  }

  @Test
  void tensorsComeInTheOrderOfTheirBytes() {
    byte[] file =
        Raw.file(
            Raw.object(
                Raw.tensor("later", "U8", "[2]", "[1,3]"),
                Raw.tensor("first", "U8", "[1]", "[0,1]")),
            3);
    assertThat(SafetensorsReader.read(Broken.stream(file), true).tensors())
        .extracting(Tensor::name)
        .containsExactly("first", "later");
  }

  @Test
  void aFileOfFourGibibytesIsReadByItsHeader() throws IOException {
    long values = 1L << 30;
    String header =
        Raw.object(Raw.tensor("big", "F32", "[" + values + "]", "[0," + values * 4 + "]"));
    Path path = folder.resolve("big.safetensors");
    Files.write(path, Raw.file(header, 0));
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.setLength(8 + header.length() + values * 4);
    }
    try (ByteStream in = new ByteStream("big", Files.size(path), Files.newInputStream(path))) {
      assertThat(SafetensorsReader.read(in, true).parameters()).isEqualTo(values);
    }
  }

  @Test
  void theWriterRefusesValuesThatDoNotFitTheirShape() {
    assertThatThrownBy(() -> new SafetensorsWriter().add("a", Shape.of(2), 1f))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new SafetensorsWriter()
                    .add("a", SafetensorsType.U8, Shape.of(2), out -> out.write(1))
                    .writeTo(new ByteArrayOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a gave 1 bytes, not 2");
  }
}
