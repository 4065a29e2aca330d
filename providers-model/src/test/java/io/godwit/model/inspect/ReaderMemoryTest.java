package io.godwit.model.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.file.LimitRule;
import io.godwit.model.inspect.Inspector.Options;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads files that are made to fill memory in a process that has 64 MiB of it. The process prints
 * what it found, so that one which ran out of memory is not taken for one that refused the file.
 */
@DisplayName("Guarantee 7: a reader's memory is bounded, whatever the file says")
class ReaderMemoryTest {

  @TempDir Path folder;

  /** Entry point of the small process: inspects a file and prints what came of it. */
  static final class Small {
    private Small() {}

    public static void main(String[] args) {
      Inspection inspection = Inspector.inspect(LocalTree.of(Path.of(args[0])), Options.DEFAULT);
      System.out.println("tensors=" + inspection.tensors() + " faults=" + inspection.faults());
    }
  }

  @Test
  void theLargestHeaderThatIsReadFitsInto64MiB() throws Exception {
    int perName = LimitRule.MOST_NAME_BYTES / LimitRule.MOST_TENSORS / 2 - 4;
    String name = "\u5c42".repeat(perName - 5);
    Path file = header(LimitRule.MOST_TENSORS, name);
    assertThat(inspectWith64MiB(file)).contains("tensors=" + LimitRule.MOST_TENSORS + " faults=[]");
  }

  @Test
  void aHeaderOfAHundredMegabytesIsRefusedWithin64MiB() throws Exception {
    Path file = header(1_500_000, "");
    assertThat(Files.size(file)).isGreaterThan(80_000_000);
    assertThat(inspectWith64MiB(file)).contains("rule too-many-tensors");
  }

  @Test
  void aHeaderOfOneEndlessTextIsRefusedWithin64MiB() throws Exception {
    Path file = folder.resolve("m.safetensors");
    Files.write(file, length(99_000_000));
    Files.writeString(
        file, "{\"__metadata__\":{\"a\":\"" + "x".repeat(98_999_970), StandardOpenOption.APPEND);
    Files.writeString(file, " ".repeat(100), StandardOpenOption.APPEND);
    assertThat(inspectWith64MiB(file)).contains("rule header-no-json");
  }

  private Path header(int tensors, String name) throws IOException {
    Path file = folder.resolve("m.safetensors");
    Files.write(file, length(0));
    try (BufferedWriter out =
        Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND)) {
      for (int i = 0; i < tensors; i++) {
        out.write(i == 0 ? "{" : ",");
        out.write("\"" + name + i + "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
      }
      out.write("}");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(length(Files.size(file) - 8)), 0);
    }
    return file;
  }

  private static byte[] length(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  private static String inspectWith64MiB(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Small.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
