package io.godwit.embedder.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;

/** Embeds a text as its length; some texts make it fail. */
public final class LengthModel implements EmbeddingModel {

  @Override
  public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
    return Response.from(segments.stream().map(segment -> vector(segment.text())).toList());
  }

  private static Embedding vector(String text) {
    switch (text) {
      case "busy" -> throw new RateLimitException("slow down");
      case "late" -> throw new TimeoutException("no answer");
      case "key" -> throw new AuthenticationException("wrong key");
      default -> {
        return Embedding.from(new float[] {text.length(), 1});
      }
    }
  }
}
