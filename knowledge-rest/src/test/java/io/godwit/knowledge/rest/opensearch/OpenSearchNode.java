package io.godwit.knowledge.rest.opensearch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** A node of OpenSearch in this process, alone, without the k-NN plugin, which is native code. */
final class OpenSearchNode implements Closeable {

  private final Node node;

  private OpenSearchNode(Node node) {
    this.node = node;
  }

  private static final class Alone extends Node {
    Alone(Settings settings) {
      super(
          InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "alone"),
          List.of(Netty4Plugin.class),
          false);
    }
  }

  static OpenSearchNode start(Path folder) throws Exception {
    Settings settings =
        Settings.builder()
            .put("path.home", folder)
            .put("path.data", folder.resolve("data"))
            .put("node.name", "alone")
            .put("discovery.type", "single-node")
            .put("network.host", "127.0.0.1")
            .put("http.port", "0")
            .put("transport.port", "0")
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    return new OpenSearchNode(new Alone(settings).start());
  }

  int port() {
    return node.injector()
        .getInstance(HttpServerTransport.class)
        .boundAddress()
        .publishAddress()
        .getPort();
  }

  @Override
  public void close() throws IOException {
    node.close();
  }
}
