package io.godwit.e2e.durability;

import static io.godwit.e2e.durability.HybridProject.NEW;
import static io.godwit.e2e.durability.HybridProject.OLD;
import static io.godwit.e2e.durability.HybridProject.digests;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.ErrorKind;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Version;
import io.godwit.api.run.Consent;
import io.godwit.api.run.RunReport;
import io.godwit.api.run.StatusView;
import io.godwit.engine.Godwit;
import io.godwit.testkit.net.CuttingProxy;
import io.godwit.testkit.net.CuttingProxy.Cut;
import io.godwit.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("connection lost mid-COMMIT: what happened is read, never guessed")
class LostCommitTest {

  @TempDir Path folder;

  @Test
  void whatTheTargetsCommitAndTheEngineDoesNotHearIsFound() throws Exception {
    targets(Cut.AFTER_COMMIT, 3);
  }

  @Test
  @Tag("soak")
  void whateverTheTargetsCommitAndTheEngineDoesNotHearIsFound() throws Exception {
    targets(Cut.AFTER_COMMIT, 1);
  }

  @Test
  @Tag("soak")
  void whatTheTargetsNeverHearIsDoneAgain() throws Exception {
    targets(Cut.BEFORE_COMMIT, 1);
  }

  @Test
  void whatTheStateStoreCommitsLastAndTheEngineDoesNotHearIsFound() throws Exception {
    state(Cut.AFTER_COMMIT);
  }

  @Test
  @Tag("soak")
  void whatTheStateStoreNeverHearsIsSaidAgain() throws Exception {
    state(Cut.BEFORE_COMMIT);
  }

  @Test
  @DisplayName("also those of the repository's root, which is a row there, between swap and pivot")
  void whatTheRegisterCommitsAndTheEngineDoesNotHearIsReadBack() throws Exception {
    register(Cut.AFTER_COMMIT);
  }

  @Test
  @Tag("soak")
  void whatTheRegisterNeverHearsIsSwappedAgain() throws Exception {
    register(Cut.BEFORE_COMMIT);
  }

  private void register(Cut cut) throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(TestPostgres.port())) {
      HybridProject project =
          new HybridProject(folder)
              .with("STATE_URL", through(proxy, TestPostgres.freshDatabase()))
              .with("REGISTER", "state");
      int from = commits(project, proxy) - 8;
      assertThat(sweep(project, proxy, cut, new Commits(from, 1))).isGreaterThan(from);
    }
  }

  private void targets(Cut cut, int oneIn) throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(TestPostgres.port())) {
      HybridProject project =
          new HybridProject(folder)
              .with("APP_URL", through(proxy, TestPostgres.freshDatabase()))
              .with("KNOWLEDGE_URL", through(proxy, TestPostgres.freshDatabase()));
      assertThat(sweep(project, proxy, cut, new Commits(0, oneIn)))
          .as("commits of targets")
          .isGreaterThan(5);
    }
  }

  private void state(Cut cut) throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(TestPostgres.port())) {
      HybridProject project =
          new HybridProject(folder).with("STATE_URL", through(proxy, TestPostgres.freshDatabase()));
      int from = commits(project, proxy) - 3;
      assertThat(sweep(project, proxy, cut, new Commits(from, 1))).isGreaterThan(from);
    }
  }

  /** Without prepared statements, which would hide the COMMITs from the proxy. */
  private static String through(CuttingProxy proxy, String url) {
    return url.replace(":" + TestPostgres.port() + "/", ":" + proxy.port() + "/")
        + "&prepareThreshold=0";
  }

  /** How many commits an {@code up} takes: so many can be spared before none is left to be cut. */
  private static int commits(HybridProject project, CuttingProxy proxy) {
    up(project, Optional.of(OLD));
    proxy.cut(Cut.NEVER);
    proxy.counted();
    up(project, Optional.empty());
    int commits = proxy.counted();
    down(project);
    return commits;
  }

  /** The commits that are cut: from that number, one in so many. */
  private record Commits(int from, int oneIn) {}

  /** Cuts the connection at one commit of an {@code up} after the other, until there is none. */
  private static int sweep(HybridProject project, CuttingProxy proxy, Cut cut, Commits commits) {
    up(project, Optional.of(OLD));
    Map<String, String> old = digests(project.status());
    up(project, Optional.empty());
    Map<String, String> fresh = digests(project.status());
    down(project);
    for (int spared = commits.from(); ; spared += commits.oneIn()) {
      int before = proxy.cuts();
      try (Godwit godwit = project.open()) {
        proxy.cut(cut, spared, 1);
        upThatMayBeCutOff(godwit);
        proxy.cut(Cut.NEVER);
        StatusView status = godwit.status(true);
        assertThat(status.release()).contains(NEW);
        assertThat(digests(status)).as(cut + " of number " + spared).isEqualTo(fresh);
        assertThat(godwit.down(Consent.NONE).message()).isEmpty();
        assertThat(digests(godwit.status(true))).isEqualTo(old);
      }
      if (proxy.cuts() == before) {
        return spared;
      }
    }
  }

  private static void up(HybridProject project, Optional<String> to) {
    try (Godwit godwit = project.open()) {
      up(godwit, to);
    }
  }

  private static void up(Godwit godwit, Optional<String> to) {
    RunReport report = godwit.up(to.map(Version::new), Consent.NONE);
    assertThat(report.message()).isEmpty();
    assertThat(report.ending()).isEqualTo(RunReport.Ending.DONE);
  }

  /** What is lost before the run begins, or as it ends, is told; to say it again is enough. */
  private static void upThatMayBeCutOff(Godwit godwit) {
    try {
      up(godwit, Optional.empty());
    } catch (GodwitException e) {
      assertThat(e.code().kind()).as(e.toString()).isEqualTo(ErrorKind.EXTERNAL);
      up(godwit, Optional.empty());
    }
  }

  private static void down(HybridProject project) {
    try (Godwit godwit = project.open()) {
      assertThat(godwit.down(Consent.NONE).message()).isEmpty();
    }
  }
}
