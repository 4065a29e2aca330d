package io.godwit.knowledge.rest.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.name.TargetName;
import io.godwit.knowledge.build.CollectionName;
import io.godwit.knowledge.rest.copy.CopyStepType;
import io.godwit.knowledge.rest.copy.PlainRun;
import io.godwit.knowledge.rest.copy.RestTarget;
import io.godwit.knowledge.rest.copy.TableSource;
import io.godwit.knowledge.rest.http.Address;
import io.godwit.knowledge.rest.http.RestClient;
import io.godwit.knowledge.rest.store.IndexOptions;
import io.godwit.knowledge.store.KnowledgeStore;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.transfer.TransferConfig;
import io.godwit.knowledge.transfer.TransferStepType;
import io.godwit.sql.Database;
import io.godwit.sql.DatabaseSettings;
import io.godwit.sql.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Knowledge: from SQLite to Qdrant, on to another Qdrant, and back to SQLite")
final class ThereAndBackTest {

  private static final TransferConfig CONFIG =
      new TransferConfig(new CollectionName("articles"), new TargetName("other"), Optional.empty());

  @TempDir Path folder;

  private KnowledgeTarget sqlite(String name) {
    DatabaseUrl url = DatabaseUrl.parse("jdbc:sqlite:" + name, folder);
    Database database = Database.open(url, DatabaseSettings.OWN_TABLES, made -> made);
    return new KnowledgeTarget(new TargetName("kb"), new KnowledgeStore(database));
  }

  private static RestTarget qdrant(QdrantServer server) {
    Address address =
        new Address(
            "Qdrant",
            "http://127.0.0.1:" + server.port(),
            Map.of("api-key", "k"),
            Duration.ofSeconds(20));
    return new RestTarget(new Qdrant(new RestClient(address, time -> {}), IndexOptions.DEFAULT));
  }

  @Test
  @DisplayName("F1: the digests of all four are equal")
  void everythingIsAsItWas() throws IOException {
    TableSource table = new TableSource(70, true, "x");
    try (QdrantServer one = new QdrantServer("k");
        QdrantServer two = new QdrantServer("k");
        KnowledgeTarget here = sqlite("here.db");
        RestTarget there = qdrant(one);
        RestTarget beyond = qdrant(two);
        KnowledgeTarget back = sqlite("back.db")) {
      PlainRun.forward(TransferStepType.copy(), here, CONFIG, table, 1);
      PlainRun.forward(CopyStepType.copy(), there, CONFIG, here, 2);
      PlainRun.forward(CopyStepType.copy(), beyond, CONFIG, there, 3);
      PlainRun.forward(TransferStepType.copy(), back, CONFIG, beyond, 4);

      assertThat(there.digest()).isEqualTo(here.digest());
      assertThat(beyond.digest()).isEqualTo(here.digest());
      assertThat(back.digest()).isEqualTo(here.digest());

      PlainRun.forward(TransferStepType.sync(), back, CONFIG, beyond, 5);
      assertThat(back.digest()).isEqualTo(here.digest());
    }
  }
}
