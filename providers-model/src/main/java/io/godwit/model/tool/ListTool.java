package io.godwit.model.tool;

import io.godwit.api.config.Doc;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import io.godwit.model.registry.ModelName;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.report.ModelLine;
import io.godwit.model.report.ModelReports;
import java.util.Optional;

/** {@code models list}: which versions there are. */
public final class ListTool implements Tool<ModelRegistry, ListTool.Wanted> {

  /** What a person says. */
  public record Wanted(@Doc("Only the versions of this model.") Optional<ModelName> model) {}

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String description() {
    return "Lists the versions of all models, with the aliases that name them.";
  }

  @Override
  public Class<Wanted> argumentsType() {
    return Wanted.class;
  }

  @Override
  public Answer use(ModelRegistry target, Wanted wanted, ToolCall call) {
    return Answer.rows(
        ModelLine.class,
        new ModelReports(target)
            .list().stream()
                .filter(
                    line ->
                        wanted.model().map(ModelName::value).stream()
                            .allMatch(line.model()::equals))
                .toList());
  }
}
