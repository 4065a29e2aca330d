package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.step.StepPlan.Estimate;
import io.godwit.api.step.Tally;
import io.godwit.knowledge.transfer.TransferStepType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A1: every plan of knowledge says how much it moves and how long that takes")
class ForecastTest {

  @TempDir Path directory;

  @Test
  void ofEveryStep() {
    try (KnowledgeProject project = new KnowledgeProject(directory.resolve("a")).withDocuments(4);
        KnowledgeProject other = new KnowledgeProject(directory.resolve("b"))) {
      StepLife<ImportStep> first = project.anImport(hashing(16)).published();
      other.others.put("old", project.target);

      List<Estimate> estimates =
          Stream.of(
                  first,
                  project.aReembedding(hashing(32)),
                  project.aRechunking(90, 0),
                  project.aTransformation(Map.of("title", "name"), Map.of()),
                  project.aContentTransformation(new Shout()),
                  other.aTransfer(TransferStepType.copy(), "old"),
                  other.aTransfer(TransferStepType.sync(), "old"),
                  other.aCreation(hashing(16)))
              .map(life -> life.plan.estimate())
              .toList();

      assertThat(estimates)
          .allSatisfy(each -> assertThat(each.duration()).hasValue(Duration.ofSeconds(1)));
      assertThat(estimates.get(0).work())
          .contains(Tally.of("documents that are new or changed", 4), Tally.of("documents", 4));
      assertThat(estimates.subList(0, 7))
          .allSatisfy(each -> assertThat(each.storageBytes()).isPositive());
    }
  }

  @Test
  void andWhatAServiceIsAskedForSideBySideTakesLessTime() {
    try (KnowledgeProject project = new KnowledgeProject(directory)) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 6_000; word++) {
        text.append("word").append(word).append(' ');
      }
      project.write("long.md", text.toString());
      project.anImport(hashing(16)).published();
      project.fake("two", 32).withWorkers(2);
      project.fake("eight", 32).withWorkers(8);

      assertThat(seconds(project, "two")).isGreaterThan(2 * seconds(project, "eight"));
    }
  }

  private static long seconds(KnowledgeProject project, String embedder) {
    return project
        .aReembedding(EmbedderRef.named(embedder))
        .plan
        .estimate()
        .duration()
        .orElseThrow()
        .toSeconds();
  }
}
