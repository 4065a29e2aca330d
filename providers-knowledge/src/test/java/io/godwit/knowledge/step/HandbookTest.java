package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.KnowledgeProject.hashing;
import static io.godwit.knowledge.step.StepLife.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.Digest;
import io.godwit.knowledge.transfer.TransferStepType;
import io.godwit.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Real documents, of a folder that {@code -Dgodwit.handbook=DIR} names. */
@DisplayName("F1: a handbook goes through every change and back")
@EnabledIfSystemProperty(named = "godwit.handbook", matches = ".+")
class HandbookTest {

  @TempDir Path directory;

  @Test
  void digestsAreEqualAfterEveryReturnAndInEveryStore() throws IOException {
    Path handbook = Path.of(System.getProperty("godwit.handbook"));
    try (KnowledgeProject project = new KnowledgeProject(directory);
        KnowledgeProject there = new KnowledgeProject(directory, TestPostgres.freshDatabase());
        KnowledgeProject back = new KnowledgeProject(directory, "jdbc:sqlite:back.db")) {
      there.others.put("here", project.target);
      back.others.put("there", there.target);
      copy(handbook, project);

      List<Digest> digests = new ArrayList<>();
      List<StepLife<?>> stages = new ArrayList<>();
      digests.add(project.target.digest());
      stages.add(project.anImport(hashing(256)).published());
      digests.add(project.target.digest());
      stages.add(project.aReembedding(hashing(384)).published());
      digests.add(project.target.digest());
      stages.add(project.aRechunking(600, 60).published());
      digests.add(project.target.digest());
      stages.add(project.aTransformation(Map.of("title", "shown.title"), Map.of()).published());
      StepLife<?> copied = there.aTransfer(TransferStepType.copy(), "here").published();
      StepLife<?> returned = back.aTransfer(TransferStepType.copy(), "there").published();

      Digest last = project.target.digest();
      assertThat(digests).doesNotHaveDuplicates().doesNotContain(last);
      assertThat(there.target.digest()).isEqualTo(last);
      assertThat(back.target.digest()).isEqualTo(last);
      for (int stage = stages.size() - 1; stage >= 0; stage--) {
        done(stages.get(stage).undo());
        assertThat(project.target.digest()).as("stage %s", stage).isEqualTo(digests.get(stage));
      }
      done(returned.undo());
      done(copied.undo());
      assertThat(there.target.digest()).isEqualTo(digests.get(0));
      assertThat(back.target.digest()).isEqualTo(digests.get(0));
    }
  }

  private static void copy(Path from, KnowledgeProject project) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".md")).toList()) {
        project.write(from.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }
}
