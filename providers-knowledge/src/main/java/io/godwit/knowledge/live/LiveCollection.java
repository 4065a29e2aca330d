package io.godwit.knowledge.live;

import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.chunk.Chunk;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.chunk.DocumentFacts;
import io.godwit.knowledge.chunk.DocumentReader;
import io.godwit.knowledge.embedding.EmbedderCalls;
import io.godwit.knowledge.metadata.MetadataJson;
import io.godwit.knowledge.metadata.MetadataSchema;
import io.godwit.knowledge.step.DocumentSource;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.DocumentWriter;
import io.godwit.knowledge.store.KnowledgeStore;
import io.godwit.knowledge.store.StoreSession;
import io.godwit.knowledge.store.Vectors.Missing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an application changes a collection that readers see. A change is seen at once. While a step
 * builds a new version, every change is written down for that too, in the same transaction, and the
 * step follows before readers see the new version; what was deleted does not come back.
 *
 * <p>Texts are embedded outside any transaction. If the version that readers see is swapped
 * meanwhile, the change is made once more, to the new one, as long as the embedder fits.
 */
public final class LiveCollection {

  private final KnowledgeStore store;
  private final String collection;
  private final Embedder embedder;
  private final MetadataSchema schema;

  /** Of this name in the store, with the embedder of the version that readers see. */
  public LiveCollection(KnowledgeStore store, String collection, Embedder embedder) {
    this(store, collection, embedder, MetadataSchema.NONE);
  }

  /** The same, where a schema says what has to be known about every document that is put. */
  public LiveCollection(
      KnowledgeStore store, String collection, Embedder embedder, MetadataSchema schema) {
    this.store = store;
    this.collection = collection;
    this.embedder = embedder;
    this.schema = schema;
  }

  /**
   * Adds a document, or gives it another text; what is known about it is what can be read from the
   * text. Repeating it changes nothing.
   *
   * @param path where it stands; its ending says how it is cut
   * @param text its text
   * @throws GodwitException as {@link #put(String, String, Map)}
   */
  public void put(String path, String text) {
    put(path, text, Optional.empty());
  }

  /**
   * Adds a document, or gives it another text and other metadata. Repeating it changes nothing.
   *
   * @param path where it stands; its ending says how it is cut
   * @param text its text
   * @param metadata all that is to be known about it: values as JSON has them
   * @throws IllegalArgumentException if the metadata cannot be written as JSON
   * @throws GodwitException if the metadata is not what the schema wants ({@link
   *     KnowledgeError#METADATA_NOT_BY_SCHEMA}; nothing is embedded then), there is no such
   *     collection, the embedder is not that of the version that readers see ({@link
   *     KnowledgeError#EMBEDDER_CHANGED}) or does not answer, or the database refuses; then nothing
   *     has changed
   */
  public void put(String path, String text, Map<String, @Nullable Object> metadata) {
    put(path, text, Optional.of(MetadataJson.written(metadata)));
  }

  private void put(String path, String text, Optional<String> metadata) {
    Optional<CollectionVersion> version = active();
    while (!put(version.orElseThrow(() -> Bases.none(collection)), path, text, metadata)) {
      version = active();
    }
  }

  /**
   * Takes a document away; one that is not there stays away.
   *
   * @throws GodwitException if there is no such collection or the database refuses
   */
  public void delete(String path) {
    store.write(
        session -> {
          CollectionVersion version = hold(session).orElseThrow(() -> Bases.none(collection));
          session.documents(version).markDeleted(path);
          session.changes().note(version, path);
          return true;
        });
  }

  private Optional<CollectionVersion> active() {
    return store.read(session -> Bases.active(session, collection)).flatMap(version -> version);
  }

  /** The version that readers see, and will until the transaction has ended. */
  private Optional<CollectionVersion> hold(StoreSession session) throws SQLException {
    session.pointer().hold(session.versions().collection(collection).orElse(-1));
    return Bases.active(session, collection);
  }

  /** Tells whether readers still saw that version. */
  private boolean put(CollectionVersion version, String path, String text, Optional<String> given) {
    if (!version.parts().embedder().equals(embedder.identity().fingerprint())) {
      throw new GodwitException(
          KnowledgeError.EMBEDDER_CHANGED,
          "Readers of collection "
              + collection
              + " see vectors of the embedder "
              + version.parts().embedder()
              + ", and this one is "
              + embedder.identity().fingerprint()
              + "; open the embedder of the current release");
    }
    Chunking chunking = store.read(session -> session.versions().chunking(version)).orElseThrow();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Chunk> chunks = new ArrayList<>();
    DocumentFacts facts = cut(bytes, path, chunking, chunks);
    String metadata = given.orElseGet(() -> DocumentSource.metadata(path, facts));
    schema.demand(path, metadata);
    Map<String, float[]> vectors = embed(chunks);
    return store.write(
        session -> {
          Optional<CollectionVersion> now = hold(session);
          if (now.filter(each -> each.id() == version.id()).isEmpty()) {
            return false;
          }
          write(session, version, path, bytes, chunks, metadata);
          addVectors(session, version, path, vectors);
          session.changes().note(version, path);
          return true;
        });
  }

  private static DocumentFacts cut(
      byte[] bytes, String path, Chunking chunking, List<Chunk> chunks) {
    try {
      return DocumentReader.read(
          new ByteArrayInputStream(bytes),
          path,
          DocumentSource.format(path),
          chunking,
          chunks::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, float[]> embed(List<Chunk> chunks) {
    Set<String> distinct = new LinkedHashSet<>();
    chunks.forEach(chunk -> distinct.add(chunk.text()));
    List<String> texts = List.copyOf(distinct);
    List<float[]> answer =
        texts.isEmpty()
            ? List.of()
            : new EmbedderCalls(embedder)
                .embed(texts, TextRole.DOCUMENT)
                .fold(
                    vectors -> vectors,
                    fault -> {
                      throw new GodwitException(List.of(fault), null);
                    },
                    fault -> {
                      throw new GodwitException(List.of(fault), null);
                    },
                    fault -> {
                      throw new GodwitException(List.of(fault), null);
                    });
    Map<String, float[]> vectors = new HashMap<>();
    for (int i = 0; i < answer.size(); i++) {
      vectors.put(texts.get(i), answer.get(i));
    }
    return vectors;
  }

  private static void write(
      StoreSession session,
      CollectionVersion version,
      String path,
      byte[] bytes,
      List<Chunk> chunks,
      String metadata)
      throws SQLException {
    Digest content = Digest.of(bytes);
    try {
      session.bodies().keep(content, new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (DocumentWriter writer = session.documents(version).write(path, content)) {
      for (Chunk chunk : chunks) {
        writer.add(chunk);
      }
      writer.finish(metadata);
      session.documents(version).add(path, writer);
    }
  }

  private static void addVectors(
      StoreSession session, CollectionVersion version, String path, Map<String, float[]> vectors)
      throws SQLException {
    List<Missing> missing = session.vectors(version).missingAt(path);
    List<float[]> found = new ArrayList<>();
    for (Missing text : missing) {
      found.add(vectors.getOrDefault(text.text(), new float[0]));
    }
    session.vectors(version).add(missing, found);
  }
}
