package io.godwit.knowledge.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.content.Memory;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.metadata.MetadataJson;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.MetadataRewrite.Row;
import io.godwit.knowledge.store.StoreSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Documents of a version as those who transform them see them. */
final class Originals {

  private static final int LONGEST = 16 << 20;
  private static final long MOST_CHARACTERS = 4L << 20;

  private Originals() {}

  /**
   * A document as it is.
   *
   * @param row its row
   * @param memory what it says
   */
  record Original(Row row, Memory memory) {}

  /** The next documents after a path: so many at most, and fewer where they are long. */
  static List<Original> next(StoreSession session, CollectionVersion of, String after, int most)
      throws SQLException {
    List<Original> originals = new ArrayList<>();
    long characters = 0;
    for (Row row : session.rewrite(of).next(of, after, most)) {
      if (characters >= MOST_CHARACTERS) {
        return originals;
      }
      Original original = read(session, row);
      characters += original.memory().text().length();
      originals.add(original);
    }
    return originals;
  }

  /** The document at a path. */
  static Optional<Original> at(StoreSession session, CollectionVersion of, String path)
      throws SQLException {
    Optional<Row> row = session.rewrite(of).at(of, path);
    return row.isPresent() ? Optional.of(read(session, row.get())) : Optional.empty();
  }

  private static Original read(StoreSession session, Row row) throws SQLException {
    return new Original(row, new Memory(row.path(), text(session, row), metadata(row)));
  }

  private static String text(StoreSession session, Row row) throws SQLException {
    try (InputStream in =
        session.bodies().open(new Digest(row.content())).orElseThrow(() -> noText(row.path()))) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw bad(row.path(), "has more than " + LONGEST + " bytes", null);
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw bad(row.path(), "is not UTF-8", e);
    } catch (IOException e) {
      throw bad(row.path(), "cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, @Nullable Object> metadata(Row row) {
    try {
      if (MetadataJson.parse(row.metadata()) instanceof ObjectNode object) {
        return MetadataJson.toMap(object);
      }
      throw bad(row.path(), "has metadata that is no object", null);
    } catch (JsonProcessingException e) {
      throw bad(row.path(), "has metadata that is not JSON", e);
    }
  }

  private static GodwitException noText(String path) {
    return new GodwitException(
        KnowledgeError.NO_DOCUMENT_TEXT,
        "The text of document "
            + path
            + " is not in the store, because an earlier Godwit imported it; import the documents"
            + " again with knowledge.import");
  }

  private static GodwitException bad(String path, String what, @Nullable Exception cause) {
    return new GodwitException(
        KnowledgeError.TRANSFORM_FAILED,
        "Document "
            + path
            + " "
            + what
            + ", so it cannot be transformed; import it in another form",
        cause);
  }
}
