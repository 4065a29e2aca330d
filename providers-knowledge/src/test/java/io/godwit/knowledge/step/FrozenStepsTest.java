package io.godwit.knowledge.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.api.provider.Provider;
import io.godwit.knowledge.build.Build;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.content.Recipe;
import io.godwit.knowledge.content.TransformContentStep;
import io.godwit.knowledge.metadata.MetadataChange;
import io.godwit.knowledge.metadata.MetadataSchema;
import io.godwit.knowledge.metadata.TransformMetadataStep;
import io.godwit.knowledge.provider.KnowledgeProvider;
import io.godwit.knowledge.transfer.TransferStep;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FrozenStepsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  @SuppressWarnings("rawtypes") // a class literal has no type arguments
  void theProviderIsFoundWithItsStepTypes() {
    assertThat(ServiceLoader.load(Provider.class).stream().map(found -> found.get().name()))
        .contains("knowledge");
    assertThat(new KnowledgeProvider().stepTypes())
        .extracting(type -> type.name().value())
        .containsExactly(
            "knowledge.create",
            "knowledge.drop",
            "knowledge.import",
            "knowledge.load",
            "knowledge.rechunk",
            "knowledge.reembed",
            "knowledge.copy",
            "knowledge.sync",
            "knowledge.transform-content",
            "knowledge.transform-metadata");
  }

  @Test
  void whatAPlanKeepsComesBackFromJsonAsItWas() throws JsonProcessingException {
    Build build = new Build("articles", KnowledgeProject.hashing(64), "sha256:00", 256);
    ImportStep step =
        new ImportStep(
            build, Chunking.DEFAULT, List.of("**/*.md"), List.of("draft*"), ImportRules.STRICT, 12);
    ReembedStep other = new ReembedStep(build, 0.6, 0.8);

    RechunkStep cut = new RechunkStep(build, Chunking.DEFAULT, 12);
    CreateStep made = new CreateStep(build, Chunking.DEFAULT);
    TransferStep copied = new TransferStep("articles", "old", "articles", 12);
    DropStep gone = new DropStep("articles");
    TransformMetadataStep changed =
        new TransformMetadataStep(
            "articles",
            new MetadataChange(
                Map.of("a", "b.c"),
                Map.of("d", "1"),
                List.of("e"),
                new MetadataSchema(Map.of("b.c", "text?"))),
            12);

    TransformContentStep content =
        new TransformContentStep(
            build,
            new Recipe(
                "Shout",
                "1",
                List.of("sed", "s/a/b/"),
                true,
                List.of("KEY"),
                1000,
                true,
                new MetadataSchema(Map.of("mood", "text"))),
            12);
    for (Record each : List.of(cut, made, gone, changed, copied, content)) {
      assertThat((Record) JSON.readValue(JSON.writeValueAsString(each), each.getClass()))
          .isEqualTo(each);
    }
    assertThat(JSON.readValue(JSON.writeValueAsString(step), ImportStep.class)).isEqualTo(step);
    assertThat(JSON.readValue(JSON.writeValueAsString(other), ReembedStep.class)).isEqualTo(other);
  }
}
