package io.godwit.storage.s3;

import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageLocation;
import io.godwit.testkit.net.TroubledServer;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An S3 server in this process, reached over HTTP with signed requests. */
final class LocalS3 implements BeforeAllCallback, AfterAllCallback {

  static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "local-identity", "AWS_SECRET_ACCESS_KEY", "local-credential");
  static final String BUCKET = "godwit-test";

  private final TransientNio2BlobStore blobs = new TransientNio2BlobStore();
  private final S3Proxy server =
      S3Proxy.builder()
          .blobStore(blobs)
          .endpoint(URI.create("http://127.0.0.1:0"))
          .awsAuthentication(
              AuthenticationType.AWS_V4,
              CREDENTIALS.get("AWS_ACCESS_KEY_ID"),
              CREDENTIALS.get("AWS_SECRET_ACCESS_KEY"))
          .v4MaxNonChunkedRequestSize(64 << 20)
          .build();

  private Optional<TroubledServer> front = Optional.empty();

  /** Nested classes begin and end within the class that holds them. */
  private int depth;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    if (depth++ == 0) {
      server.start();
      blobs.createContainer(BUCKET);
      front =
          Optional.of(new TroubledServer(server.getPort(), request -> TroubledServer.Trouble.NONE));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (--depth == 0) {
      front.orElseThrow().close();
      server.stop();
      blobs.close();
    }
  }

  /** Where the server itself is, for another front. */
  int port() {
    return server.getPort();
  }

  /** An address below which nothing is. */
  String freshUrl(String options) {
    return freshUrl(front.orElseThrow().port(), options);
  }

  /** The same, reached through a given port. */
  static String freshUrl(int port, String options) {
    return "s3://"
        + BUCKET
        + "/"
        + UUID.randomUUID()
        + "?endpoint=http://127.0.0.1:"
        + port
        + options;
  }

  static Storage open(String url) {
    return new S3StorageProvider()
        .open(StorageLocation.parse(url, name -> Optional.ofNullable(CREDENTIALS.get(name))));
  }
}
