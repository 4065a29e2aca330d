package io.godwit.knowledge.parquet;

import io.godwit.api.provider.Provider;
import io.godwit.api.provider.ProviderContext;
import io.godwit.api.step.StepType;
import java.util.List;

/** Opens folders of Parquet files, to be copied from. */
public final class ParquetProvider implements Provider<ParquetTarget, ParquetConfig> {

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public Class<ParquetConfig> configType() {
    return ParquetConfig.class;
  }

  @Override
  public ParquetTarget open(ParquetConfig config, ProviderContext context) {
    return new ParquetTarget(
        context.directory().resolve(config.folder()).normalize(), config.text().orElse("text"));
  }

  /** Nothing changes them: they are written whole, by {@code knowledge export}. */
  @Override
  public List<StepType<ParquetTarget, ?, ?>> stepTypes() {
    return List.of();
  }
}
