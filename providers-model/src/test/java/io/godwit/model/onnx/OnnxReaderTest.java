package io.godwit.model.onnx;

import static io.godwit.model.onnx.Proto.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.file.Broken;
import io.godwit.model.file.ByteRange;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.ModelFormat;
import io.godwit.model.file.Shape;
import io.godwit.model.file.Tensor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("F2: what an ONNX file says is read as it was written")
class OnnxReaderTest {

  @ParameterizedTest
  @EnumSource(value = OnnxType.class, names = "STRING", mode = EnumSource.Mode.EXCLUDE)
  void aTensorOfEveryTypeIsReadAsRawBytes(OnnxType type) {
    ModelFile file = read(with(tensor(type.number(), 3).bytes(9, new byte[(int) type.bytes(3)])));
    assertThat(file.format()).isEqualTo(ModelFormat.ONNX);
    assertThat(file.tensors())
        .singleElement()
        .satisfies(
            tensor -> {
              assertThat(tensor.type()).isEqualTo(type.element());
              assertThat(tensor.shape()).isEqualTo(Shape.of(3));
              assertThat(tensor.data().length()).isEqualTo(type.bytes(3));
            });
  }

  @Test
  void valuesInFieldsArePackedOrNot() {
    assertThat(read(with(tensor(1, 3).bytes(4, new byte[12]))).parameters()).isEqualTo(3);
    assertThat(read(with(tensor(1, 1).tag(4, 5).raw(new byte[4]))).parameters()).isEqualTo(1);
    assertThat(read(with(tensor(7, 2).number(7, -1).number(7, 5))).parameters()).isEqualTo(2);
    assertThat(read(with(tensor(6, 2).add(5, message().varint(-1).varint(300)))).parameters())
        .isEqualTo(2);
    assertThat(read(with(tensor(14, 1).bytes(4, new byte[8]))).parameters()).isEqualTo(1);
    assertThat(read(with(tensor(11, 2).bytes(10, new byte[16]))).parameters()).isEqualTo(2);
    assertThat(read(with(tensor(13, 1).number(11, -1))).parameters()).isEqualTo(1);
    assertThat(read(with(tensor(8, 2).text(6, "a").text(6, ""))).parameters()).isEqualTo(2);
    assertThat(read(with(tensor(21, 3).bytes(5, (byte) 1, (byte) 1))).parameters()).isEqualTo(3);
  }

  @Test
  void tensorsInAttributesAndInnerGraphsAreFound() {
    Proto constant =
        message().text(4, "Constant").add(5, message().text(1, "v").add(5, tensor(1, 0)));
    Proto inner = message().add(5, tensor(1, 0)).add(1, constant);
    Proto branch = message().text(4, "If").add(5, message().text(1, "then_branch").add(6, inner));
    ModelFile file = read(model().add(7, message().add(5, tensor(1, 0)).add(1, branch)));
    assertThat(file.tensors())
        .extracting(Tensor::name)
        .containsExactlyInAnyOrder("t", "#0.1/t", "#0.1#1.1");
    assertThat(file.metadata()).containsEntry("onnx.nodes", "2");
  }

  @Test
  void sparseTensorsAreTwoTensors() {
    Proto sparse =
        message()
            .add(1, tensor(1, 2).bytes(9, new byte[8]))
            .add(2, tensor(7, 2).bytes(9, new byte[16]))
            .number(3, 1000);
    assertThat(read(model().add(7, message().add(15, sparse))).tensors()).hasSize(2);
  }

  @Test
  void tensorsInAnotherFileAreFoundThere() {
    ModelFile file = read(with(external("location", "weights", "offset", "4", "length", "8")));
    assertThat(file.tensors().get(0).data()).isEqualTo(new ByteRange("weights", 4, 8));
  }

  @Test
  void fieldsThatWeDoNotKnowAreSkipped() {
    ModelFile file =
        read(
            with(tensor(1, 0))
                .number(99, 1)
                .tag(98, 1)
                .raw(new byte[8])
                .tag(97, 5)
                .raw(new byte[4])
                .text(96, "x")
                .text(2, "maker")
                .add(14, message().text(1, "k").text(2, "v"))
                .add(25, message().text(1, "f").add(7, message().text(4, "Add")))
                .add(20, message().add(2, message())));
    assertThat(file.metadata())
        .containsEntry("onnx.producer_name", "maker")
        .containsEntry("onnx.opset.ai.onnx", "17")
        .containsEntry("k", "v");
  }

  private static ModelFile read(Proto model) {
    return MalformedOnnxTest.read(Broken.stream(model.done()));
  }
}
