package io.godwit.engine.repository.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Files past the cache (A10)")
class UncachedTest {

  private static final int BUFFER = 2 << 20;

  @TempDir Path folder;

  private final Uncached uncached = new Uncached();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, BUFFER - 1, BUFFER, BUFFER + 1, 3 * BUFFER + 17})
  void a_file_of_any_length_holds_what_was_written_and_nothing_more(int length) throws IOException {
    byte[] bytes = bytes(length);
    Path file = Files.createFile(folder.resolve("file"));

    write(file, bytes);

    assertThat(file).hasBinaryContent(bytes);
  }

  @Test
  void a_buffer_that_is_used_again_brings_nothing_of_the_file_before() throws IOException {
    Path large = Files.createFile(folder.resolve("long"));
    write(large, bytes(BUFFER + 5000));
    try (InputStream in = new UncachedInput(channel(large), uncached, 0, 5000)) {
      assertThat(in.readNBytes(10)).hasSize(10);
    }
    Path file = Files.createFile(folder.resolve("short"));

    write(file, new byte[] {1, 2, 3});

    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void a_part_begins_and_ends_anywhere_and_ends_at_the_latest_with_the_file() throws IOException {
    byte[] bytes = bytes(BUFFER + 10_001);
    Path file = Files.createFile(folder.resolve("file"));
    write(file, bytes);

    for (int from : new int[] {0, 1, 4095, 4096, 4097, 10_000, BUFFER - 1, BUFFER + 10_000}) {
      for (long length : new long[] {1, 4096, 5000, BUFFER, BUFFER + 10_001, Long.MAX_VALUE}) {
        int to = (int) Math.min(length, bytes.length - from) + from;
        assertThat(read(file, from, length)).isEqualTo(Arrays.copyOfRange(bytes, from, to));
      }
    }
  }

  @Test
  void a_file_system_that_knows_no_such_way_gets_the_file_in_the_ordinary_way() throws IOException {
    byte[] bytes = bytes(BUFFER + 4711);
    Path zip = folder.resolve("files.zip");
    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      write(Files.createFile(files.getPath("file")), bytes);
    }

    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      assertThat(Files.readAllBytes(files.getPath("file"))).isEqualTo(bytes);
    }
  }

  @Test
  void what_is_small_or_not_there_is_left_to_the_ordinary_way() throws IOException {
    Path file = folder.resolve("file");
    assertThat(uncached.read(file, 0, BUFFER, StandardOpenOption.READ)).isEmpty();
    write(Files.createFile(file), bytes(BUFFER));

    assertThat(uncached.read(file, 0, 5000, StandardOpenOption.READ)).isEmpty();
    assertThat(uncached.read(file, BUFFER - 5000, BUFFER, StandardOpenOption.READ)).isEmpty();
    assertThat(uncached.read(file, BUFFER + 1, BUFFER, StandardOpenOption.READ)).isEmpty();
  }

  private void write(Path file, byte[] bytes) throws IOException {
    try (UncachedOutput out = uncached.write(file)) {
      int half = bytes.length / 2;
      out.write(bytes, 0, half);
      out.write(bytes, half, bytes.length - half);
      out.finish();
    }
  }

  /** The part, past the cache where that can be done here. */
  private byte[] read(Path file, long offset, long length) throws IOException {
    try (InputStream in = new UncachedInput(channel(file), uncached, offset, length)) {
      return in.readAllBytes();
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    try {
      return Uncached.open(file, StandardOpenOption.READ);
    } catch (IOException e) {
      return FileChannel.open(file, StandardOpenOption.READ);
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
