package io.godwit.model.onnx;

import static io.godwit.model.onnx.ExternalRule.*;

import io.godwit.api.error.GodwitException;
import io.godwit.model.file.ByteRange;
import io.godwit.model.file.ByteStream;
import io.godwit.model.file.LimitRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where one tensor's values are, when they are in another file: {@code docs/ExternalData.md} of
 * ONNX. A location that leaves the model's folder has let loaders read any file of the machine
 * (CVE-2022-25882, CVE-2024-27318, CVE-2025-51480), and keys that loaders do not expect have
 * reached their own fields.
 */
final class ExternalData {

  private static final Set<String> KEYS = Set.of("location", "offset", "length", "checksum");

  private final Wire wire;
  private final ByteStream in;
  private final Siblings siblings;
  private final Map<String, String> entries = new HashMap<>();

  ExternalData(Wire wire, Siblings siblings) {
    this.wire = wire;
    this.in = wire.in();
    this.siblings = siblings;
  }

  /** Whether the tensor says anything about another file. */
  boolean isGiven() {
    return !entries.isEmpty();
  }

  /** Reads one key and its value. */
  void entry(Wire.Field field) {
    Pair pair = Pair.read(wire, field, LimitRule.LONGEST_NAME);
    if (!KEYS.contains(pair.key())) {
      throw in.broken(
          EXTERNAL_KEY_UNKNOWN,
          field.offset(),
          "external data has the unknown key '" + pair.key() + "'");
    }
    if (entries.putIfAbsent(pair.key(), pair.value()) != null) {
      throw in.broken(
          EXTERNAL_KEY_TWICE,
          field.offset(),
          "external data has the key '" + pair.key() + "' twice");
    }
  }

  /** Where the values are, which take so many bytes. */
  ByteRange range(String name, OnnxType type, long bytes, boolean own, long tensor) {
    if (own) {
      throw in.broken(
          EXTERNAL_AND_OWN, tensor, "'" + name + "' has values of its own and in another file");
    }
    if (type == OnnxType.STRING) {
      throw in.broken(EXTERNAL_TEXT, tensor, "'" + name + "' has texts in another file");
    }
    String location = entries.get("location");
    if (location == null || location.isEmpty()) {
      throw in.broken(EXTERNAL_NO_LOCATION, tensor, "'" + name + "' does not say in which file");
    }
    String path = path(name, location, tensor);
    long size =
        siblings
            .sizeOf(path)
            .orElseThrow(
                () ->
                    in.broken(
                        EXTERNAL_FILE_MISSING,
                        tensor,
                        "'" + name + "' is in " + path + ", which is not there"));
    long offset = number(name, "offset", 0, tensor);
    if (offset > size) {
      throw range(name, path, offset, bytes, size, tensor);
    }
    long length = number(name, "length", bytes, tensor);
    if (length > size - offset) {
      throw range(name, path, offset, length, size, tensor);
    }
    if (length != bytes) {
      throw in.broken(
          EXTERNAL_SIZE,
          tensor,
          "'" + name + "' takes " + bytes + " bytes, but its length is " + length);
    }
    return new ByteRange(path, offset, length);
  }

  private GodwitException range(
      String name, String path, long offset, long length, long size, long tensor) {
    return in.broken(
        EXTERNAL_RANGE,
        tensor,
        "'"
            + name
            + "' takes "
            + length
            + " bytes from "
            + offset
            + " of "
            + path
            + ", which has "
            + size);
  }

  private String path(String name, String location, long tensor) {
    List<String> parts = List.of(location.split("/", -1));
    boolean inside =
        parts.stream().noneMatch(part -> part.isEmpty() || part.equals("..") || part.equals("."))
            && location.chars().noneMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c));
    if (!inside) {
      throw in.broken(
          EXTERNAL_PATH,
          tensor,
          "'"
              + name
              + "' is in '"
              + location.replaceAll("\\p{Cntrl}", "?")
              + "', which is no path inside the model's folder");
    }
    return in.file().substring(0, in.file().lastIndexOf('/') + 1) + location;
  }

  private long number(String name, String key, long absent, long tensor) {
    String text = entries.get(key);
    if (text == null) {
      return absent;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw in.broken(EXTERNAL_NUMBER, tensor, "'" + name + "' has the " + key + " '" + text + "'");
    }
    return Long.parseLong(text);
  }
}
