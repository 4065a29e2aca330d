package io.godwit.knowledge.rest.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.knowledge.rest.copy.CopyContract;
import io.godwit.knowledge.rest.copy.RestTarget;
import io.godwit.knowledge.rest.http.Address;
import io.godwit.knowledge.rest.http.RestClient;
import io.godwit.knowledge.rest.store.Point;
import io.godwit.testkit.net.TroubledServer;
import io.godwit.testkit.net.TroubledServer.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Knowledge: collections are copied to Qdrant and back")
final class QdrantTest extends CopyContract {

  private static final String KEY = "very-secret-key";
  private static final List<Trouble> TROUBLES =
      List.of(
          Trouble.SLOW_DOWN,
          Trouble.INTERNAL_ERROR,
          Trouble.ERROR_AFTER,
          Trouble.RESET,
          Trouble.LOST_ANSWER,
          Trouble.CUT_BODY);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private QdrantServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new QdrantServer(KEY);
    opened.add(server);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private static RestTarget target(int port, String key) {
    Address address =
        new Address(
            "Qdrant", "http://127.0.0.1:" + port, Map.of("api-key", key), Duration.ofSeconds(20));
    return new RestTarget(new Qdrant(new RestClient(address, time -> {})));
  }

  @Override
  protected RestTarget open() {
    return target(server.port(), KEY);
  }

  @Override
  protected RestTarget troubled(Random chance) {
    try {
      TroubledServer proxy =
          new TroubledServer(
              server.port(),
              request ->
                  chance.nextInt(3) == 0
                      ? TROUBLES.get(chance.nextInt(TROUBLES.size()))
                      : Trouble.NONE);
      opened.add(proxy);
      return target(proxy.port(), KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
