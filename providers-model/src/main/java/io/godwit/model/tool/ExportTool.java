package io.godwit.model.tool;

import io.godwit.api.config.Doc;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.report.ModelLine;
import io.godwit.model.report.ModelReports;
import java.nio.file.Path;

/** {@code models export}: a version as plain files, for servers that load from disk. */
public final class ExportTool implements Tool<ModelRegistry, ExportTool.Wanted> {

  /** What a person says. */
  public record Wanted(
      @Doc("MODEL@VERSION or MODEL:ALIAS.") String version,
      @Doc("A folder that does not exist yet, or is empty.") String folder) {}

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String description() {
    return "Lays a version out as plain files, which appear when all of them are there.";
  }

  @Override
  public Class<Wanted> argumentsType() {
    return Wanted.class;
  }

  @Override
  public Answer use(ModelRegistry target, Wanted wanted, ToolCall call) {
    Path folder = call.resolve(wanted.folder());
    ModelLine line = new ModelReports(target).export(wanted.version(), folder);
    return Answer.written(new Answer.Written(folder, line.files(), line.bytes()));
  }
}
