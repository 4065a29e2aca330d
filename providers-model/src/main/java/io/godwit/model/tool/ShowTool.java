package io.godwit.model.tool;

import io.godwit.api.config.Doc;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.report.ModelReports;

/** {@code models show}: what a version is, where it comes from, and which tensors it has. */
public final class ShowTool implements Tool<ModelRegistry, ShowTool.Wanted> {

  /** What a person says. */
  public record Wanted(@Doc("MODEL@VERSION or MODEL:ALIAS.") String version) {}

  @Override
  public String name() {
    return "show";
  }

  @Override
  public String description() {
    return "Tells all about a version: lineage, licence, checks, files, tensors.";
  }

  @Override
  public Class<Wanted> argumentsType() {
    return Wanted.class;
  }

  @Override
  public Answer use(ModelRegistry target, Wanted wanted, ToolCall call) {
    return Answer.of(VersionView.of(new ModelReports(target).show(wanted.version())));
  }
}
