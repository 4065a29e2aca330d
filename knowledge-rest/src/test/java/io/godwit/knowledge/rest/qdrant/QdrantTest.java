package io.godwit.knowledge.rest.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.knowledge.rest.copy.CopyContract;
import io.godwit.knowledge.rest.copy.RestTarget;
import io.godwit.knowledge.rest.http.Address;
import io.godwit.knowledge.rest.http.RestClient;
import io.godwit.knowledge.rest.store.Point;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
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
    Address address =
        new Address(
            "Qdrant", "http://127.0.0.1:" + port, Map.of("api-key", key), Duration.ofSeconds(20));
    return new RestTarget(new Qdrant(new RestClient(address, time -> {})));
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
