package io.godwit.knowledge.tool;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.embedding.Embedder;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.embedding.TextRole;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.embedding.EmbedderCalls;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.ExactSearch;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code knowledge search}: what is near a text in the version that readers see, by its own
 * embedder and by comparing with every vector.
 */
public final class SearchTool implements Tool<KnowledgeTarget, SearchTool.Wanted> {

  private static final int MOST = 100;

  /** What a person says. */
  public record Wanted(
      @Doc("The collection.") String collection,
      @Doc("What is looked for.") String text,
      @Doc("How many chunks, from 1 to 100.") @Default("10") int limit) {

    /** Refuses nothing to look for, and numbers out of bounds. */
    public Wanted {
      if (text.isBlank()) {
        throw new IllegalArgumentException("give a text to look for");
      }
      if (limit < 1 || limit > MOST) {
        throw new IllegalArgumentException("limit is from 1 to " + MOST);
      }
    }
  }

  /**
   * A chunk that was found.
   *
   * @param score the cosine of its vector and the text's, from -1 to 1
   * @param path its document
   * @param chunk which chunk of the document, from 0
   * @param heading what it stands under
   * @param text its text
   */
  public record Found(double score, String path, int chunk, String heading, String text) {}

  @Override
  public String name() {
    return "search";
  }

  @Override
  public String description() {
    return "Looks for the chunks that are nearest to a text, in the version that readers see.";
  }

  @Override
  public Class<Wanted> argumentsType() {
    return Wanted.class;
  }

  @Override
  public Answer use(KnowledgeTarget target, Wanted wanted, ToolCall call) {
    Bases.Present present =
        Bases.present(target, wanted.collection())
            .orElseThrow(() -> Bases.none(wanted.collection()));
    float[] query = query(call.embedders(), present, wanted);
    return Answer.rows(
        Found.class,
        target
            .store()
            .read(session -> found(session, present.version(), query, wanted.limit()))
            .orElse(List.of()));
  }

  private static float[] query(Embedders embedders, Bases.Present present, Wanted wanted) {
    EmbedderRef ref =
        Bases.embedder(Optional.empty(), embedders, Optional.of(present), wanted.collection());
    try (Embedder embedder = embedders.open(ref)) {
      return new EmbedderCalls(embedder)
          .embed(List.of(wanted.text()), TextRole.QUERY)
          .fold(
              vectors -> vectors.get(0),
              SearchTool::refused,
              SearchTool::refused,
              SearchTool::refused);
    }
  }

  private static float[] refused(Fault fault) {
    throw new GodwitException(List.of(fault), null);
  }

  private static List<Found> found(
      StoreSession session, CollectionVersion version, float[] query, int most)
      throws SQLException {
    ExactSearch search = session.search(version);
    List<Found> found = new ArrayList<>();
    for (ExactSearch.Hit hit : search.nearest(List.of(query), most).get(0)) {
      ExactSearch.Place place = search.place(hit.text());
      found.add(
          new Found(hit.score(), place.path(), place.ordinal(), place.heading(), place.text()));
    }
    return found;
  }
}
