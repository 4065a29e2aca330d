package io.godwit.knowledge.rest.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.knowledge.rest.copy.CopyContract;
import io.godwit.knowledge.rest.copy.RestTarget;
import io.godwit.knowledge.rest.http.Address;
import io.godwit.knowledge.rest.http.RestClient;
import io.godwit.knowledge.rest.http.RestClient.Request;
import io.godwit.knowledge.rest.store.IndexOptions;
import io.godwit.knowledge.rest.store.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Knowledge: collections are copied to OpenSearch and back, on a node of it")
final class OpenSearchTest extends CopyContract {

  @TempDir static Path folder;
  private static OpenSearchNode node;

  @BeforeAll
  static void start() throws Exception {
    node = OpenSearchNode.start(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
  }

  @AfterEach
  void clear() {
    OpenSearch store = store(node.port());
    store.names().forEach(store::drop);
  }

  private static RestClient client(int port) {
    Address address =
        new Address("OpenSearch", "http://127.0.0.1:" + port, Map.of(), Duration.ofSeconds(60));
    return new RestClient(address, time -> {});
  }

  private static OpenSearch store(int port) {
    return new OpenSearch(client(port), Optional.empty());
  }

  @Override
  protected int port() {
    return node.port();
  }

  @Override
  protected RestTarget at(int port) {
    return new RestTarget(store(port));
  }

  @Override
  protected void meddle(RestTarget target, String name) {
    var unused =
        client(node.port())
            .send(
                Request.delete(
                    "/" + name + "/_doc/" + Point.id(Point.Kind.CHUNK, 5) + "?refresh=true"));
  }

  @Override
  protected void spoilSearch() {
    throw new AssertionError("without the k-NN plugin there is no search to spoil");
  }

  @Test
  void anIndexIsNotDescribedWhereThereIsNone() {
    Optional<IndexOptions> index = Optional.of(IndexOptions.DEFAULT);
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () ->
                    new OpenSearchConfig(
                        "http://localhost:9200",
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        index,
                        Duration.ofSeconds(1))))
        .hasMessageContaining("index is for knn: true");
  }

  @Test
  @DisplayName("A store without the k-NN plugin says so when an index for it is wanted")
  void withoutThePluginAnIndexIsRefused() {
    OpenSearch store = new OpenSearch(client(node.port()), Optional.of(IndexOptions.DEFAULT));
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> store.create("x--1", 3)))
        .hasMessageContaining("GW-480")
        .hasMessageContaining("index.knn");
  }
}
