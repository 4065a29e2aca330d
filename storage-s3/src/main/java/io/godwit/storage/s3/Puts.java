package io.godwit.storage.s3;

import io.godwit.api.storage.Body;
import io.godwit.api.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Writes objects, encrypted as the settings say. */
final class Puts {

  private static final String TYPE = "application/octet-stream";

  private Puts() {}

  /** The body could not be opened, and nothing was sent. */
  static final class UnreadableBody extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableBody(Throwable cause) {
      super(cause);
    }
  }

  /**
   * Writes an object once.
   *
   * @throws UnreadableBody if the body cannot be opened; the SDK wraps what that throws in
   *     exceptions of several kinds, depending on where it reads first
   */
  static PutObjectResponse put(
      S3Client client,
      S3Settings settings,
      ObjectKey key,
      Body body,
      UnaryOperator<PutObjectRequest.Builder> condition)
      throws UnreadableBody {
    PutObjectRequest.Builder put =
        condition.apply(
            PutObjectRequest.builder().bucket(settings.bucket()).key(settings.prefix() + key));
    settings.encryption().ifPresent(put::serverSideEncryption);
    settings.kmsKey().ifPresent(put::ssekmsKeyId);
    AtomicReference<IOException> failure = new AtomicReference<>();
    ContentStreamProvider content = () -> open(body, failure);
    try {
      return client.putObject(
          put.build(), RequestBody.fromContentProvider(content, body.sizeBytes(), TYPE));
    } catch (RuntimeException e) {
      if (failure.get() != null) {
        throw new UnreadableBody(e);
      }
      throw e;
    }
  }

  private static InputStream open(Body body, AtomicReference<IOException> failure) {
    try {
      return body.open();
    } catch (IOException e) {
      failure.set(e);
      throw new UncheckedIOException(e);
    }
  }
}
