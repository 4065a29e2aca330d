package io.godwit.model.safetensors;

import static io.godwit.model.safetensors.SafetensorsRule.*;

import io.godwit.model.file.ByteRange;
import io.godwit.model.file.ByteStream;
import io.godwit.model.file.Contents;
import io.godwit.model.file.LimitRule;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.ModelFormat;
import io.godwit.model.file.Tensor;
import java.util.List;

/**
 * Reads the header of a safetensors file and proves that it describes the file to the last byte.
 *
 * <p>A file is eight bytes with the length N of the header (little-endian), N bytes of JSON, and
 * the buffer. The header maps each tensor's name to its type, its shape and its place in the
 * buffer; {@code __metadata__} maps texts to texts. Tensors fill the buffer without holes or
 * overlap, so that nothing can hide in it. The format: huggingface/safetensors, README and {@code
 * tensor.rs} of 0.8; this reader is stricter where that one is lenient (names that occur twice,
 * unknown fields, white space in front, products that overflow behind a zero).
 */
public final class SafetensorsReader {

  private static final long LONGEST_HEADER = 100_000_000;
  private static final String METADATA = "__metadata__";

  private final ByteStream in;
  private final boolean strict;
  private final Contents contents;

  private SafetensorsReader(ByteStream in, boolean strict) {
    this.in = in;
    this.strict = strict;
    this.contents = new Contents(in.file());
  }

  /**
   * Reads a file's header.
   *
   * @param in at the file's first byte; left at the buffer
   * @param strict whether white space before the header, which some writers put there to align it,
   *     is refused instead of warned of
   * @throws io.godwit.api.error.GodwitException if a rule is broken
   */
  public static ModelFile read(ByteStream in, boolean strict) {
    return new SafetensorsReader(in, strict).read();
  }

  private ModelFile read() {
    long headerEnd = Long.BYTES + headerLength();
    StrictJson json = new StrictJson(in, headerEnd, HEADER_NO_JSON, HEADER_NO_UTF8);
    begin(json);
    json.object(
        LimitRule.LONGEST_NAME,
        (name, offset) -> {
          if (name.equals(METADATA)) {
            metadata(json, offset);
          } else {
            tensor(json, name, offset, headerEnd);
          }
        });
    padding(json);
    checkBuffer(headerEnd);
    return contents.toFile(ModelFormat.SAFETENSORS, in.size());
  }

  private long headerLength() {
    in.need(Long.BYTES, FILE_TOO_SHORT, "the length of the header");
    long length = in.u64();
    String unsigned = Long.toUnsignedString(length);
    if (length < 0) {
      throw in.broken(
          HEADER_LENGTH_NEGATIVE,
          0,
          "the header's length is " + unsigned + ", which is 2^63 or more");
    }
    if (length > LONGEST_HEADER) {
      throw in.broken(
          HEADER_TOO_LONG, 0, "the header's length is " + unsigned + ", above " + LONGEST_HEADER);
    }
    if (length > in.remaining()) {
      throw in.broken(
          HEADER_BEYOND_FILE,
          0,
          "the header's length is " + unsigned + ", but " + in.remaining() + " bytes remain");
    }
    if (length == 0) {
      throw in.broken(HEADER_EMPTY, 0, "the header's length is 0");
    }
    return length;
  }

  private void begin(StrictJson json) {
    int first = json.raw();
    if (first == 0xef) {
      throw in.broken(
          HEADER_MARK, json.offset(), "the header begins with a byte-order mark (0xef)");
    }
    if (first != '{' && json.peek() == '{') {
      if (strict) {
        throw in.broken(
            HEADER_LEADING_SPACE,
            Long.BYTES,
            String.format("the header begins with 0x%02x, not with '{'", first));
      }
      contents.warn("the header begins with white space, which the format does not allow");
    }
    if (json.peek() >= 0x80) {
      throw in.broken(
          HEADER_NO_UTF8, json.offset(), String.format("0x%02x is no UTF-8 here", json.peek()));
    }
    if (json.peek() == '[' || json.peek() == '"') {
      throw in.broken(
          HEADER_NO_OBJECT,
          json.offset(),
          "the header is " + (json.peek() == '[' ? "an array" : "a text") + ", not an object");
    }
  }

  private void padding(StrictJson json) {
    for (int next = json.raw(); next >= 0; next = json.raw()) {
      if (next != ' ') {
        throw in.broken(
            HEADER_PADDING,
            json.offset(),
            String.format("after the header's object there is 0x%02x, not a space", next));
      }
      json.take();
    }
  }

  private void metadata(StrictJson json, long offset) {
    if (!contents.addName(METADATA, offset)) {
      throw in.broken(METADATA_TWICE, offset, METADATA + " occurs twice");
    }
    if (json.peek() != '{') {
      throw in.broken(METADATA_NO_OBJECT, json.offset(), METADATA + " is not an object");
    }
    json.object(
        LimitRule.LONGEST_NAME,
        (key, at) -> {
          if (json.peek() != '"') {
            throw in.broken(
                METADATA_NO_TEXT, json.offset(), "the value of '" + key + "' is no text");
          }
          if (!contents.addMetadata(key, json.string(LimitRule.KEPT_VALUE), at)) {
            throw in.broken(METADATA_KEY_TWICE, at, "'" + key + "' occurs twice in " + METADATA);
          }
        });
  }

  private void tensor(StrictJson json, String name, long offset, long headerEnd) {
    checkName(name, offset);
    if (!contents.addName(name, offset)) {
      throw in.broken(NAME_TWICE, offset, "two tensors are named '" + name + "'");
    }
    TensorEntry entry = TensorEntry.read(in, json, name, offset);
    long begin = Math.addExact(headerEnd, entry.begin());
    contents.add(
        new Tensor(
            name,
            entry.type().element(),
            entry.shape(),
            new ByteRange(in.file(), begin, entry.end() - entry.begin())));
  }

  private void checkName(String name, long offset) {
    if (name.isEmpty()) {
      throw in.broken(NAME_EMPTY, offset, "a tensor's name is empty");
    }
    boolean climbs = name.startsWith("/") || List.of(name.split("/")).contains("..");
    if (climbs || name.indexOf('\\') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
      throw in.broken(
          NAME_UNSAFE,
          offset,
          "a tensor is named '" + name.replaceAll("\\p{Cntrl}", "?") + "', which reads as a path");
    }
  }

  private void checkBuffer(long headerEnd) {
    long expected = headerEnd;
    String before = "the header";
    for (Tensor tensor : contents.inOrder()) {
      long begin = tensor.data().offset();
      if (begin > expected) {
        throw in.broken(
            BUFFER_HOLE,
            expected,
            "'"
                + tensor.name()
                + "' begins at "
                + begin
                + ", but "
                + before
                + " ends at "
                + expected);
      }
      if (begin < expected) {
        throw in.broken(
            BUFFER_OVERLAP,
            begin,
            "'" + tensor.name() + "' begins before " + before + " ends at " + expected);
      }
      expected = begin + tensor.data().length();
      before = "'" + tensor.name() + "'";
    }
    if (expected > in.size()) {
      throw in.broken(
          BUFFER_TOO_SHORT,
          in.size(),
          before + " ends at " + expected + ", beyond the end of the file");
    }
    if (expected < in.size()) {
      throw in.broken(
          BUFFER_TOO_LONG,
          expected,
          (in.size() - expected) + " bytes belong to no tensor; the last one is " + before);
    }
  }
}
