package io.godwit.knowledge.tool;

import io.godwit.api.config.Doc;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import io.godwit.knowledge.store.KnowledgeTarget;

/** {@code knowledge show}: the versions of a collection. */
public final class ShowTool implements Tool<KnowledgeTarget, ShowTool.Wanted> {

  /** What a person says. */
  public record Wanted(@Doc("The collection.") String collection) {}

  @Override
  public String name() {
    return "show";
  }

  @Override
  public String description() {
    return "Shows the versions of a collection that are kept, and which of them readers see.";
  }

  @Override
  public Class<Wanted> argumentsType() {
    return Wanted.class;
  }

  @Override
  public Answer use(KnowledgeTarget target, Wanted wanted, ToolCall call) {
    return Answer.rows(Contents.Version.class, Contents.versions(target, wanted.collection()));
  }
}
