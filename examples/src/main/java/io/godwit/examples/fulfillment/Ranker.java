package io.godwit.examples.fulfillment;

import io.godwit.model.file.Shape;
import io.godwit.model.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the example's ranking models, real safetensors files that are small enough to read: version
 * {@code v} has {@code 4v} rows of four weights, and as many biases.
 */
public final class Ranker {

  private static final int COLUMNS = 4;

  private Ranker() {}

  /**
   * Writes {@code ranker-1} and {@code ranker-2}.
   *
   * @param folder the folder of models, as the only argument
   */
  public static void main(String[] folder) throws IOException {
    for (int version = 1; version <= 2; version++) {
      Path file = Path.of(folder[0], "ranker-" + version, "model.safetensors");
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream out = Files.newOutputStream(file)) {
        write(version, out);
      }
    }
  }

  private static void write(int version, OutputStream out) throws IOException {
    int rows = 4 * version;
    float[] weights = new float[rows * COLUMNS];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i % 7 - 3) / (8f * version);
    }
    new SafetensorsWriter()
        .describe("format", "pt")
        .add("ranker.weight", Shape.of(rows, COLUMNS), weights)
        .add("ranker.bias", Shape.of(rows), new float[rows])
        .writeTo(out);
  }
}
