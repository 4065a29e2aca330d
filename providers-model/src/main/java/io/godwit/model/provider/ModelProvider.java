package io.godwit.model.provider;

import io.godwit.api.provider.Provider;
import io.godwit.api.provider.ProviderContext;
import io.godwit.api.step.StepType;
import io.godwit.api.tool.Tool;
import io.godwit.model.derive.ConvertStepType;
import io.godwit.model.derive.CopyStepType;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.step.PromoteStepType;
import io.godwit.model.step.PublishStepType;
import io.godwit.model.tool.CheckTool;
import io.godwit.model.tool.DiffTool;
import io.godwit.model.tool.ExportTool;
import io.godwit.model.tool.ListTool;
import io.godwit.model.tool.ShowTool;
import io.godwit.model.upkeep.CheckStepType;
import io.godwit.model.upkeep.RetireStepType;
import java.util.List;

/** Models with versions and aliases, in the project's repository. */
public final class ModelProvider implements Provider<ModelRegistry, ModelConfig> {

  @Override
  public String name() {
    return "model";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public Class<ModelConfig> configType() {
    return ModelConfig.class;
  }

  @Override
  public ModelRegistry open(ModelConfig config, ProviderContext context) {
    return new ModelRegistry(config.registry().value(), context.artifacts());
  }

  @Override
  public List<StepType<ModelRegistry, ?, ?>> stepTypes() {
    return List.of(
        new PublishStepType(),
        new PromoteStepType(),
        new ConvertStepType(),
        new CopyStepType(),
        new CheckStepType(),
        new RetireStepType());
  }

  @Override
  public String toolGroup() {
    return "models";
  }

  @Override
  public List<Tool<ModelRegistry, ?>> tools() {
    return List.of(
        new ListTool(), new ShowTool(), new DiffTool(), new CheckTool(), new ExportTool());
  }
}
