package io.godwit.e2e.durability;

import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** An S3 server in this process, which outlives the processes that are killed. */
final class LocalS3 implements AutoCloseable {

  static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "local-identity", "AWS_SECRET_ACCESS_KEY", "local-credential");
  private static final String BUCKET = "godwit-test";

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

  private LocalS3() {}

  static LocalS3 start() throws Exception {
    LocalS3 s3 = new LocalS3();
    s3.server.start();
    s3.blobs.createContainer(BUCKET);
    return s3;
  }

  /** Where it listens. */
  int port() {
    return server.getPort();
  }

  /** The address of an empty repository. */
  String url() {
    return "s3://" + BUCKET + "/repository?endpoint=http://127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    blobs.close();
  }
}
