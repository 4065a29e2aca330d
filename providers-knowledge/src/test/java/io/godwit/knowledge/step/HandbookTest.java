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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A handbook of a few chapters that are made here; or a real one, in a folder that {@code
 * -Dgodwit.handbook=DIR} names.
 */
@DisplayName("F1: a handbook goes through every change and back")
class HandbookTest {

  @TempDir Path directory;

  @Test
  void digestsAreEqualAfterEveryReturnAndInEveryStore() throws IOException {
    try (KnowledgeProject project = new KnowledgeProject(directory);
        KnowledgeProject there = new KnowledgeProject(directory, TestPostgres.freshDatabase());
        KnowledgeProject loaded = new KnowledgeProject(directory.resolve("loaded"));
        KnowledgeProject back = new KnowledgeProject(directory, "jdbc:sqlite:back.db")) {
      there.others.put("here", project.target);
      back.others.put("there", there.target);
      Optional<Path> real =
          Optional.ofNullable(System.getProperty("godwit.handbook")).map(Path::of);
      if (real.isPresent()) {
        copy(real.get(), project);
      } else {
        project.withDocuments(20);
      }

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
      digests.add(project.target.digest());
      stages.add(project.aContentTransformation(new Shout()).published());
      StepLife<?> copied = there.aTransfer(TransferStepType.copy(), "here").published();
      StepLife<?> returned = back.aTransfer(TransferStepType.copy(), "there").published();

      Digest last = project.target.digest();
      assertThat(digests).doesNotHaveDuplicates().doesNotContain(last);
      assertThat(there.target.digest()).isEqualTo(last);
      assertThat(back.target.digest()).isEqualTo(last);
      BundleTest.export(back, loaded);
      StepLife<?> load = BundleTest.load(loaded).published();
      assertThat(loaded.target.digest()).isEqualTo(last);
      done(load.undo());
      assertThat(loaded.target.digest()).isEqualTo(digests.get(0));
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
