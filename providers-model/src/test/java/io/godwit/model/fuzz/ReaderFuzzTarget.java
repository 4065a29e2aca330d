package io.godwit.model.fuzz;

import com.sun.management.ThreadMXBean;
import io.godwit.api.error.GodwitException;
import io.godwit.model.file.ByteStream;
import io.godwit.model.file.ModelError;
import io.godwit.model.gguf.GgufReader;
import io.godwit.model.onnx.OnnxReader;
import io.godwit.model.safetensors.SafetensorsReader;
import io.godwit.model.safetensors.ShardIndex;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a fuzzer feeds: a file, read by one of the readers, must be described or refused with a
 * model error. The name of the method is Jazzer's. Which reader is fed is the system property
 * {@code reader}; {@code docs/formats/models.md} has the command.
 */
public final class ReaderFuzzTarget {

  /** The readers that can be fed. */
  public enum Reader {
    /** One safetensors file. */
    SAFETENSORS,
    /** An index of shards. */
    INDEX,
    /** One GGUF file. */
    GGUF,
    /** One ONNX file. */
    ONNX
  }

  private static final Reader CHOSEN =
      Reader.valueOf(System.getProperty("reader", "safetensors").toUpperCase(Locale.ROOT));

  private static final long MOST_MEMORY = 64 << 20;
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ReaderFuzzTarget() {}

  /** Called by the fuzzer, millions of times. */
  public static void fuzzerTestOneInput(byte[] file) {
    long taken = memory(file);
    if (taken > MOST_MEMORY) {
      taken = memory(file); // The first time may have loaded classes; the second has not.
    }
    if (taken > MOST_MEMORY) {
      throw new IllegalStateException(file.length + " bytes took " + taken);
    }
  }

  private static long memory(byte[] file) {
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    feed(CHOSEN, file);
    return MEMORY.getCurrentThreadAllocatedBytes() - before;
  }

  /** Feeds a reader; returns whether it took the file. */
  static boolean feed(Reader reader, byte[] file) {
    try (ByteStream in = new ByteStream("fuzz", file.length, new ByteArrayInputStream(file))) {
      switch (reader) {
        case SAFETENSORS -> SafetensorsReader.read(in, false).parameters();
        case INDEX -> ShardIndex.read(in);
        case GGUF -> GgufReader.read(in).parameters();
        case ONNX -> OnnxReader.read(in, path -> OptionalLong.of(64)).parameters();
      }
      return true;
    } catch (GodwitException e) {
      boolean refused =
          Arrays.asList(ModelError.values()).contains(e.code())
              && e.code() != ModelError.UNREADABLE;
      if (!refused) {
        throw e;
      }
      return false;
    }
  }
}
