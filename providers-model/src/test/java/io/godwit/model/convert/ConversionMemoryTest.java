package io.godwit.model.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.file.Shape;
import io.godwit.model.inspect.LocalTree;
import io.godwit.model.safetensors.SafetensorsHeader;
import io.godwit.model.safetensors.SafetensorsType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Guarantee 7: a conversion's memory does not grow with the model")
class ConversionMemoryTest {

  @TempDir Path folder;

  /** Entry point of the small process: converts a file and prints how many bytes came out. */
  static final class Small {
    private Small() {}

    public static void main(String[] args) throws IOException {
      Conversion conversion =
          Conversion.of(
              LocalTree.of(Path.of(args[0])),
              Recipe.nothing().casting("BF16"),
              Set.of(),
              Optional.empty());
      try (InputStream in = conversion.open("m.safetensors")) {
        System.out.println("bytes=" + in.transferTo(OutputStream.nullOutputStream()));
      }
    }
  }

  @Test
  void aTensorOf256MiBIsCastInAHeapOf32MiB() throws Exception {
    long length = 256L << 20;
    SafetensorsHeader header = new SafetensorsHeader(Map.of());
    header.add("w", SafetensorsType.F32, Shape.of(length / Float.BYTES), length);
    byte[] bytes = header.toBytes();
    Path file = folder.resolve("m.safetensors");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(bytes);
      sparse.setLength(bytes.length + length);
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Small.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).matches("(?s).*bytes=1342\\d{5}\\s*");
  }
}
