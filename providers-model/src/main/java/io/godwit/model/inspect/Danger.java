package io.godwit.model.inspect;

import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.model.file.ModelError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells files that run code when they are loaded: by their names, and by how they begin. It does
 * not look for bad code inside them: scanners that do have been evaded by compression and by
 * differences between parsers, so no such file is let in, and what is no known format is not let in
 * either.
 */
final class Danger {

  private static final String PICKLE = "pickle, which runs code when it is loaded";
  private static final String ARCHIVE = "a ZIP archive, as PyTorch uses to hold pickles";
  private static final String KERAS = "Keras, whose Lambda layers run code when they are loaded";

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("pkl", PICKLE),
          Map.entry("pickle", PICKLE),
          Map.entry("dill", PICKLE),
          Map.entry("joblib", PICKLE),
          Map.entry("pt", PICKLE),
          Map.entry("pth", PICKLE),
          Map.entry("ckpt", PICKLE),
          Map.entry("bin", PICKLE + " under this name in PyTorch"),
          Map.entry("npz", ARCHIVE),
          Map.entry("zip", ARCHIVE),
          Map.entry("mar", ARCHIVE),
          Map.entry("nemo", "an archive that holds pickles"),
          Map.entry("keras", KERAS),
          Map.entry("h5", KERAS),
          Map.entry("hdf5", KERAS));

  /** The second byte is the protocol; the third must be an opcode, or it is no pickle. */
  private static final String OPCODES =
      "\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u008d\u008e"
          + "\u008f\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098"
          + "(.012FIJKLMNPQRSTUVXabcdeghijlopqrstu})]GBC";

  /** A pickle of protocol 0 that calls something: {@code cos\nsystem\n}. */
  private static final Pattern CALL =
      Pattern.compile("\\A\\(?[ci][A-Za-z_][\\w.]*\n[A-Za-z_][\\w.]*\n", Pattern.DOTALL);

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};
  private static final byte[] NUMPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private Danger() {}

  /** What is dangerous about a file of this name. */
  static Optional<Fault> byName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return Optional.ofNullable(NAMES.get(name.substring(dot + 1)))
        .map(kind -> fault(path, "by its name it is " + kind));
  }

  /** What is dangerous about a file that begins like this. */
  static Optional<Fault> byContent(String path, byte[] head) {
    return kind(head).map(kind -> fault(path, "by its content it is " + kind));
  }

  private static Optional<String> kind(byte[] head) {
    if (begins(head, ZIP) || begins(head, EMPTY_ZIP)) {
      boolean pickles = new String(head, StandardCharsets.ISO_8859_1).contains(".pkl");
      return Optional.of(pickles ? "a ZIP archive with pickles in it" : ARCHIVE);
    }
    if (isPickle(head)) {
      return Optional.of(PICKLE);
    }
    if (begins(head, HDF5)) {
      return Optional.of(KERAS);
    }
    boolean objects = new String(head, StandardCharsets.ISO_8859_1).contains("|O'");
    return begins(head, NUMPY) && objects
        ? Optional.of("an array of Python objects, which is a pickle")
        : Optional.empty();
  }

  private static boolean isPickle(byte[] head) {
    if (head.length > 2 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5) {
      return opcodes().get(head[2] & 0xff);
    }
    return CALL.matcher(new String(head, StandardCharsets.ISO_8859_1)).find();
  }

  private static BitSet opcodes() {
    BitSet set = new BitSet();
    OPCODES.chars().forEach(set::set);
    return set;
  }

  private static boolean begins(byte[] head, byte[] magic) {
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }

  private static Fault fault(String path, String what) {
    return Fault.at(
        Place.of(path),
        ModelError.DANGEROUS_FORMAT,
        what + "; convert the model to safetensors, GGUF or ONNX and leave this file out");
  }
}
