package io.godwit.model.fuzz;

import io.godwit.model.file.Shape;
import io.godwit.model.fuzz.ReaderFuzzTarget.Reader;
import io.godwit.model.safetensors.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;

/** Good files to begin from. */
public final class Seeds {

  private Seeds() {}

  /** Writes the good file for a reader into a folder, for Jazzer. */
  public static void main(String[] folderAndReader) throws IOException {
    Path folder = Files.createDirectories(Path.of(folderAndReader[0]));
    Reader reader = Reader.valueOf(folderAndReader[1].toUpperCase(Locale.ROOT));
    Files.write(folder.resolve("good"), good(reader));
  }

  /** A good file for a reader. */
  static byte[] good(Reader reader) throws IOException {
    return switch (reader) {
      case SAFETENSORS -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SafetensorsWriter()
            .add("weight", Shape.of(2, 2), 1f, 2f, 3f, 4f)
            .add("bias", Shape.of(), 1f)
            .describe("format", "pt")
            .writeTo(out);
        yield out.toByteArray();
      }
      case INDEX ->
          "{\"metadata\":{\"total_size\":8},\"weight_map\":{\"a\":\"m-1-of-1.safetensors\"}}"
              .getBytes(StandardCharsets.UTF_8);
      case GGUF -> gguf();
      case ONNX ->
          HexFormat.of()
              .parseHex(
                  "08084202101112056d616b657272060a016b1201763a7e2a2508021001420165"
                      + "6a0d0a086c6f636174696f6e1201776a0b0a066f666673657412013870012a11"
                      + "080210014201724a0800000000000000000a3f220249662a390a047468656e32"
                      + "312a11080210014201724a0800000000000000000a1c2208436f6e7374616e74"
                      + "2a100a01762a0b080210074201693a020102120167");
    };
  }

  /** A good GGUF file. */
  public static byte[] gguf() {
    return HexFormat.of()
        .parseHex(
            "4747554603000000010000000000000003000000000000001400000000000000"
                + "67656e6572616c2e617263686974656374757265080000000500000000000000"
                + "6c6c616d61010000000000000061090000000700000002000000000000000001"
                + "0100000000000000770900000008000000020000000000000002000000000000"
                + "0061620000000000000000010000000000000074010000000200000000000000"
                + "0000000000000000000000000000000000000000000000000000000000000000"
                + "0000000000000000");
  }
}
