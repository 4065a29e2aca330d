package io.godwit.knowledge.step;

import io.godwit.api.name.TargetName;
import io.godwit.api.step.StepType;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.content.TransformContentConfig;
import io.godwit.knowledge.content.TransformContentStep;
import io.godwit.knowledge.content.TransformContentStepType;
import io.godwit.knowledge.metadata.TransformMetadataConfig;
import io.godwit.knowledge.metadata.TransformMetadataStep;
import io.godwit.knowledge.metadata.TransformMetadataStepType;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.transfer.TransferConfig;
import io.godwit.knowledge.transfer.TransferStep;
import io.godwit.knowledge.transfer.TransferStepType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("Steps that build a version beside another keep the contract of step types")
class StepContractsTest {

  private static final CollectionName ARTICLES = new CollectionName("articles");

  @Nested
  class Reembed extends KnowledgeContract<ReembedConfig, ReembedStep> {
    @Override
    protected StepType<KnowledgeTarget, ReembedConfig, ReembedStep> type() {
      return new ReembedStepType();
    }

    @Override
    protected ReembedConfig config() {
      return new ReembedConfig(ARTICLES, KnowledgeProject.hashing(24), 1, Optional.empty());
    }
  }

  @Nested
  class Rechunk extends KnowledgeContract<RechunkConfig, RechunkStep> {
    @Override
    protected StepType<KnowledgeTarget, RechunkConfig, RechunkStep> type() {
      return new RechunkStepType();
    }

    @Override
    protected RechunkConfig config() {
      return new RechunkConfig(ARTICLES, new Chunking(64, 0), Optional.empty(), 2);
    }
  }

  @Nested
  class TransformMetadata
      extends KnowledgeContract<TransformMetadataConfig, TransformMetadataStep> {
    @Override
    protected StepType<KnowledgeTarget, TransformMetadataConfig, TransformMetadataStep> type() {
      return new TransformMetadataStepType();
    }

    @Override
    protected TransformMetadataConfig config() {
      return new TransformMetadataConfig(
          ARTICLES, Map.of("title", "name"), Map.of(), List.of(), Map.of());
    }
  }

  @Nested
  class TransformContent extends KnowledgeContract<TransformContentConfig, TransformContentStep> {
    @Override
    protected StepType<KnowledgeTarget, TransformContentConfig, TransformContentStep> type() {
      return new TransformContentStepType();
    }

    @Override
    protected TransformContentConfig config() {
      return project().transforming(Optional.of("shout"), false);
    }
  }

  /** A step that reads from another store. */
  abstract static class Transfer extends KnowledgeContract<TransferConfig, TransferStep> {
    @Override
    protected TransferConfig config() {
      return new TransferConfig(ARTICLES, new TargetName("source"), Optional.empty());
    }

    @Override
    protected boolean readsAnother() {
      return true;
    }
  }

  @Nested
  class Copy extends Transfer {
    @Override
    protected StepType<KnowledgeTarget, TransferConfig, TransferStep> type() {
      return TransferStepType.copy();
    }
  }

  @Nested
  class Sync extends Transfer {
    @Override
    protected StepType<KnowledgeTarget, TransferConfig, TransferStep> type() {
      return TransferStepType.sync();
    }
  }
}
