package io.godwit.knowledge.rest.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.knowledge.rest.copy.CopyContract;
import io.godwit.knowledge.rest.copy.CopyStepType;
import io.godwit.knowledge.rest.copy.PlainRun;
import io.godwit.knowledge.rest.copy.RestTarget;
import io.godwit.knowledge.rest.copy.TableSource;
import io.godwit.knowledge.rest.http.Address;
import io.godwit.knowledge.rest.http.RestClient;
import io.godwit.knowledge.rest.store.IndexOptions;
import io.godwit.knowledge.rest.store.Point;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Knowledge: collections are copied to Qdrant and back")
final class QdrantTest extends CopyContract {

  private static final String KEY = "very-secret-key";
  private QdrantServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new QdrantServer(KEY);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static RestTarget target(int port, String key) {
    return target(port, key, IndexOptions.DEFAULT);
  }

  private static RestTarget target(int port, String key, IndexOptions index) {
    Address address =
        new Address(
            "Qdrant", "http://127.0.0.1:" + port, Map.of("api-key", key), Duration.ofSeconds(20));
    return new RestTarget(new Qdrant(new RestClient(address, time -> {}), index));
  }

  @Override
  protected int port() {
    return server.port();
  }

  @Override
  protected RestTarget at(int port) {
    return target(port, KEY);
  }

  @Override
  protected void meddle(RestTarget target, String name) {
    server.points(name).remove(Point.id(Point.Kind.CHUNK, 5).toString());
  }

  @Override
  protected void spoilSearch() {
    server.searchesBadly();
  }

  @Test
  void whatIsSaidOfTheIndexIsWhatItIsBuiltAndMeasuredWith() {
    IndexOptions index = new IndexOptions(Optional.of(8), Optional.of(32), Optional.of(77), 0);
    server.searchesBadly();
    try (RestTarget target = target(server.port(), KEY, index)) {
      PlainRun.forward(CopyStepType.copy(), target, CONFIG, new TableSource(9, true, ""), 1);
    }

    assertThat(server.hnsw().toString()).isEqualTo("{\"m\":8,\"ef_construct\":32}");
    assertThat(server.lastQuery().path("params").toString()).isEqualTo("{\"hnsw_ef\":77}");
    assertThatThrownBy(
            () -> new IndexOptions(Optional.of(1), Optional.empty(), Optional.empty(), 1))
        .hasMessageContaining("m is from 2 to 100");
    assertThatThrownBy(
            () -> new IndexOptions(Optional.empty(), Optional.empty(), Optional.empty(), 95))
        .hasMessageContaining("min-recall-at-10");
  }

  @Test
  void aWrongKeyIsRefusedAndNeverShown() {
    try (RestTarget target = target(server.port(), "other-secret")) {
      assertThat(target.health().faults().toString())
          .contains("GW-480")
          .contains("401")
          .doesNotContain("other-secret");
    }
  }

  @Test
  void anAddressWithASecretIsRefused() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () ->
                    new Address(
                        "Qdrant", "http://me:pw@localhost:1", Map.of(), Duration.ofSeconds(1))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
