package io.godwit.knowledge.tool;

import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import io.godwit.knowledge.store.KnowledgeTarget;

/** {@code knowledge list}: which collections readers see. */
public final class ListTool implements Tool<KnowledgeTarget, ListTool.Wanted> {

  /** What a person says: nothing. */
  public record Wanted() {}

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String description() {
    return "Lists the collections with the version that readers see.";
  }

  @Override
  public Class<Wanted> argumentsType() {
    return Wanted.class;
  }

  @Override
  public Answer use(KnowledgeTarget target, Wanted wanted, ToolCall call) {
    return Answer.rows(Contents.Line.class, Contents.collections(target));
  }
}
