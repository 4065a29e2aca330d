package io.godwit.cli.tool;

import io.godwit.api.tool.Answer;
import java.util.Map;

/**
 * What a tool found or wrote, for JSON: facts as they are, else {@code rows} or {@code written}.
 */
public final class AnswerJson {

  private AnswerJson() {}

  /** The answer as JSON shows it. */
  public static Object of(Answer answer) {
    return answer
        .content()
        .<Object>fold(
            Answer.Facts::facts,
            rows -> Map.of("rows", rows.rows()),
            written ->
                Map.of(
                    "written",
                    new Written(written.path().toString(), written.files(), written.sizeBytes())));
  }

  /** What was written; a path as people type it, not as an address. */
  public record Written(String path, long files, long sizeBytes) {}
}
