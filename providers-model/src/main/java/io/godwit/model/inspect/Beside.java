package io.godwit.model.inspect;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.model.file.ByteStream;
import io.godwit.model.file.ModelError;
import io.godwit.model.file.Rule;
import io.godwit.model.file.Utf8;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What may lie beside a model: texts (configuration, tokenizers, cards, licences), pictures, and
 * tokenizers of SentencePiece. Anything else is refused unless the author names it.
 */
final class Beside {

  private static final Set<String> BINARY =
      Set.of("model", "spm", "png", "jpg", "jpeg", "gif", "webp", "pdf");

  private enum TextRule implements Rule {
    NO_TEXT;

    @Override
    public ModelError error() {
      return ModelError.UNKNOWN_FILE;
    }
  }

  private Beside() {}

  /** What is wrong with such a file. */
  static Optional<Fault> check(ByteStream in) {
    String name = in.file().toLowerCase(Locale.ROOT);
    if (BINARY.contains(name.substring(name.lastIndexOf('.') + 1)) || isText(in)) {
      return Optional.empty();
    }
    return Optional.of(
        Fault.at(
            Place.of(in.file()),
            ModelError.UNKNOWN_FILE,
            "neither a model in safetensors, GGUF or ONNX nor a text; leave it out, or name it under"
                + " carry: if it belongs to the model"));
  }

  private static boolean isText(ByteStream in) {
    Utf8 text = new Utf8(in, TextRule.NO_TEXT);
    try {
      while (in.remaining() > 0) {
        if (text.next(in.size()) == 0) {
          return false;
        }
      }
      return true;
    } catch (GodwitException e) {
      if (e.code() == ModelError.UNKNOWN_FILE) {
        return false;
      }
      throw e;
    }
  }
}
