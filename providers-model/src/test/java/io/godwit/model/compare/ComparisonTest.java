package io.godwit.model.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.model.file.MemoryTree;
import io.godwit.model.file.Shape;
import io.godwit.model.safetensors.SafetensorsType;
import io.godwit.model.safetensors.SafetensorsWriter;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("F2: two versions are compared tensor by tensor")
class ComparisonTest {

  private static MemoryTree tree(SafetensorsWriter writer) throws IOException {
    return new MemoryTree().with("m.safetensors", writer);
  }

  @Test
  void eachKindOfChangeIsToldWithItsNorms() throws IOException {
    MemoryTree before =
        tree(
            new SafetensorsWriter()
                .add("same", Shape.of(2), 1f, Float.NaN)
                .add("gone", Shape.of(1), 1f)
                .add("shape", Shape.of(2), 1f, 2f)
                .add("type", Shape.of(1), 0x1.01p0f)
                .add("exact", Shape.of(1), 1f)
                .add("values", Shape.of(3), 3f, 4f, 0f)
                .add("bytes", SafetensorsType.U8, Shape.of(1), out -> out.write(1)));
    MemoryTree after =
        tree(
            new SafetensorsWriter()
                .add("bytes", SafetensorsType.U8, Shape.of(1), out -> out.write(2))
                .add("values", Shape.of(3), 3f, 1f, 4f)
                .add(
                    "type",
                    SafetensorsType.BF16,
                    Shape.of(1),
                    out -> out.write(new byte[] {(byte) 0x80, 0x3f}))
                .add(
                    "exact",
                    SafetensorsType.BF16,
                    Shape.of(1),
                    out -> out.write(new byte[] {(byte) 0x80, 0x3f}))
                .add("shape", Shape.of(1, 2), 1f, 2f)
                .add("same", Shape.of(2), 1f, Float.NaN)
                .add("added", Shape.of(), 1f));
    Comparison.Result result = Comparison.of(before, after);
    assertThat(result.same()).isEqualTo(1);
    assertThat(result.changes())
        .extracting(change -> change.kind() + " " + change.tensor())
        .containsExactly(
            "GONE gone",
            "SHAPE shape",
            "TYPE type",
            "TYPE exact",
            "VALUES values",
            "VALUES bytes",
            "ADDED added");
    TensorChange values = result.changes().get(4);
    assertThat(values.before()).contains("F32[3]");
    assertThat(values.distance())
        .hasValueSatisfying(
            distance -> {
              assertThat(distance.changed()).isEqualTo(2);
              assertThat(distance.norm()).isCloseTo(5, within(1e-12));
              assertThat(distance.relative()).isCloseTo(1, within(1e-12));
              assertThat(distance.most()).isEqualTo(4);
            });
    assertThat(result.changes().get(2).distance())
        .hasValueSatisfying(distance -> assertThat(distance.most()).isEqualTo(0x1p-8));
    assertThat(result.changes().get(3).distance())
        .hasValueSatisfying(distance -> assertThat(distance.changed()).isZero());
    assertThat(result.changes().get(5).distance()).isEmpty();
  }

  @Test
  void aVersionIsTheSameAsItself() throws IOException {
    MemoryTree tree = tree(new SafetensorsWriter().add("w", Shape.of(2), 1f, 2f));
    assertThat(Comparison.of(tree, tree)).isEqualTo(new Comparison.Result(java.util.List.of(), 1));
    assertThat(Comparison.tensors(tree))
        .containsExactly(new TensorLine("m.safetensors", "w", "F32", "[2]", 2, 8));
  }
}
