package io.godwit.knowledge.provider;

import io.godwit.api.provider.Provider;
import io.godwit.api.provider.ProviderContext;
import io.godwit.api.step.StepType;
import io.godwit.api.tool.Tool;
import io.godwit.knowledge.bundle.ExportTool;
import io.godwit.knowledge.bundle.LoadStepType;
import io.godwit.knowledge.content.TransformContentStepType;
import io.godwit.knowledge.index.IndexSettings;
import io.godwit.knowledge.metadata.TransformMetadataStepType;
import io.godwit.knowledge.step.CreateStepType;
import io.godwit.knowledge.step.DropStepType;
import io.godwit.knowledge.step.ImportStepType;
import io.godwit.knowledge.step.RechunkStepType;
import io.godwit.knowledge.step.ReembedStepType;
import io.godwit.knowledge.store.KnowledgeStore;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.tool.ListTool;
import io.godwit.knowledge.tool.SearchTool;
import io.godwit.knowledge.tool.ShowTool;
import io.godwit.knowledge.transfer.TransferStepType;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import java.util.List;

/** Documents, chunks and vectors in versioned collections, on SQLite or PostgreSQL. */
public final class KnowledgeProvider implements Provider<KnowledgeTarget, KnowledgeConfig> {

  @Override
  public String name() {
    return "knowledge";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public Class<KnowledgeConfig> configType() {
    return KnowledgeConfig.class;
  }

  @Override
  public KnowledgeTarget open(KnowledgeConfig config, ProviderContext context) {
    DatabaseUrl url = DatabaseUrl.parse(config.url(), context.directory());
    Database database =
        Database.open(url, DatabaseSettings.OWN_TABLES, context.interceptor()::connection);
    IndexSettings index = config.index().orElse(IndexSettings.DEFAULT);
    return new KnowledgeTarget(context.name(), new KnowledgeStore(database, index));
  }

  @Override
  public List<StepType<KnowledgeTarget, ?, ?>> stepTypes() {
    return List.of(
        new CreateStepType(),
        new DropStepType(),
        new ImportStepType(),
        new LoadStepType(),
        new RechunkStepType(),
        new ReembedStepType(),
        TransferStepType.copy(),
        TransferStepType.sync(),
        new TransformContentStepType(),
        new TransformMetadataStepType());
  }

  @Override
  public List<Tool<KnowledgeTarget, ?>> tools() {
    return List.of(new ExportTool(), new ListTool(), new SearchTool(), new ShowTool());
  }
}
