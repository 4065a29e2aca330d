package io.godwit.knowledge.step;

import static io.godwit.knowledge.step.StepLife.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.name.Digest;
import io.godwit.api.name.RunId;
import io.godwit.api.name.TargetName;
import io.godwit.api.outcome.Attempt;
import io.godwit.api.step.Checkpoint;
import io.godwit.api.step.Progress;
import io.godwit.api.step.StepType;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.index.IndexSettings;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.transfer.TransferConfig;
import io.godwit.knowledge.transfer.TransferStepType;
import io.godwit.testkit.fault.Effects;
import io.godwit.testkit.fault.Mishap;
import io.godwit.testkit.fault.Stopped;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On PostgreSQL the halves of a lot are stored by two transactions at once. Documents share texts
 * and contents, which both halves want to bring.
 */
@DisplayName("B4: lots whose halves are stored side by side, killed anywhere, lose nothing")
class SideBySideTest {

  private static final CollectionName ARTICLES = new CollectionName("articles");
  private static final EmbedderRef OLD = EmbedderRef.named("old");
  private static final EmbedderRef NEW = EmbedderRef.named("new");
  private static final ReembedConfig REEMBEDDING =
      new ReembedConfig(ARTICLES, NEW, 1000, Optional.empty());
  private static final ImportConfig IMPORT =
      new ImportConfig(
          ARTICLES,
          "docs",
          OLD,
          Optional.of(KnowledgeProject.SMALL),
          1000,
          List.of(),
          List.of(),
          false,
          Map.of());
  private static final RunId COPY = new RunId(new UUID(9, 1));
  private static final RunId REEMBED = new RunId(new UUID(9, 2));
  private static final Mishap[] MISHAPS = {
    Mishap.STOP_BEFORE, Mishap.STOP_AFTER, Mishap.LOSE_ANSWER, Mishap.FAIL
  };

  @TempDir Path directory;
  private Digest original;
  private Digest embedded;
  private String chunks;

  @BeforeEach
  void importDocuments() {
    try (KnowledgeProject made = open("jdbc:sqlite:source.db", Effects.counted())) {
      for (int i = 0; i < 30; i++) {
        made.write("doc" + (10 + i) + ".md", document(i < 25 ? i : i - 4));
      }
      made.life(new ImportStepType(), IMPORT, made.newRun()).published();
      original = made.target.digest();
      chunks = made.ask("select count(*) from knowledge_active_chunks");
      StepLife<ReembedStep> other =
          made.life(new ReembedStepType(), REEMBEDDING, made.newRun()).published();
      embedded = made.target.digest();
      done(other.undo());
    }
  }

  private static String document(int number) {
    StringBuilder text = new StringBuilder();
    for (int part = 0; part < 100; part++) {
      text.append("## ").append(number).append('.').append(part).append("\n\n");
      text.append("All rights are reserved, and so on. ".repeat(3)).append("\n\n");
    }
    return text.toString();
  }

  @Test
  void inOneTrial() {
    trials(0, 1);
  }

  @Test
  @Tag("soak")
  void inFortyTrials() {
    trials(1, 41);
  }

  private void trials(int from, int to) {
    assertThat(Integer.parseInt(chunks)).as("more than a lot").isGreaterThan(2500);
    try (KnowledgeProject source = open("jdbc:sqlite:source.db", Effects.counted())) {
      for (int seed = from; seed < to; seed++) {
        new Trial(source, seed).run();
      }
    }
  }

  private KnowledgeProject open(String url, Effects effects) {
    KnowledgeProject project =
        new KnowledgeProject(directory, url, IndexSettings.DEFAULT, effects::connection);
    project.fake("old", 16);
    project.fake("new", 24);
    return project;
  }

  private final class Trial {
    private final KnowledgeProject source;
    private final int seed;
    private final Random random;
    private final String url = TestPostgres.freshDatabase();

    Trial(KnowledgeProject source, int seed) {
      this.source = source;
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() {
      TransferConfig copying =
          new TransferConfig(ARTICLES, new TargetName("source"), Optional.empty());
      lead(TransferStepType.copy(), copying, COPY, 250);
      check(original);
      lead(new ReembedStepType(), REEMBEDDING, REEMBED, 20);
      check(embedded);
    }

    /** Something happens twice; what is stored by then is not embedded again. */
    private <C extends Record, F extends Record> void lead(
        StepType<KnowledgeTarget, C, F> type, C config, RunId run, int effects) {
      Checkpoint known = Checkpoint.NONE;
      for (int death = 0; death < 2; death++) {
        Mishap mishap = MISHAPS[random.nextInt(MISHAPS.length)];
        Effects unlucky = Effects.unlucky(30 + random.nextInt(effects), mishap);
        try (KnowledgeProject project = there(unlucky)) {
          Set<String> stored = stored(project);
          known = goOn(project.life(type, config, run), known, 3);
          assertThat(asked(project)).doesNotContainAnyElementsOf(stored);
        } catch (Stopped dead) {
          assertThat(dead).as("how it ended").hasMessageContaining("effect");
        }
        known = random.nextInt(3) == 0 ? Checkpoint.NONE : known;
      }
      try (KnowledgeProject project = there(Effects.counted())) {
        Set<String> stored = stored(project);
        StepLife<F> life = project.life(type, config, run);
        goOn(life, known, 100);
        assertThat(asked(project)).doesNotHaveDuplicates().doesNotContainAnyElementsOf(stored);
        assertThat(StepLife.errors(life.verify())).as("seed %s", seed).isEmpty();
        done(life.publish());
      }
    }

    private KnowledgeProject there(Effects effects) {
      KnowledgeProject project = open(url, effects);
      project.others.put("source", source.target);
      return project;
    }

    private Checkpoint goOn(StepLife<?> life, Checkpoint from, int calls) {
      Checkpoint known = from;
      for (int call = 0; call < calls; call++) {
        if (life.apply(known) instanceof Attempt.Done<Progress> done) {
          known = done.value().checkpoint();
          if (done.value().complete()) {
            return known;
          }
        }
      }
      return known;
    }

    private List<String> asked(KnowledgeProject project) {
      return Optional.ofNullable(project.fakes.get(NEW.name())).orElseThrow().texts();
    }

    private Set<String> stored(KnowledgeProject project) {
      if (project.ask("select to_regclass('knowledge_text') is null").equals("t")) {
        return Set.of("");
      }
      return Set.of(
          project
              .ask(
                  "select coalesce(string_agg(distinct t.text, chr(1)), '') from knowledge_text t"
                      + " join knowledge_embedding m on m.text_id = t.text_id"
                      + " join knowledge_space s on s.space_id = m.space_id and s.dimension = 24")
              .split("\u0001"));
    }

    private void check(Digest expected) {
      try (KnowledgeProject project = there(Effects.counted())) {
        assertThat(project.target.digest()).as("seed %s", seed).isEqualTo(expected);
        assertThat(project.ask("select count(*) from knowledge_active_chunks")).isEqualTo(chunks);
      }
    }
  }
}
