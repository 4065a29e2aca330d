package io.godwit.storage.s3;

import io.godwit.api.storage.Storage;
import io.godwit.api.storage.StorageLocation;
import io.godwit.api.storage.StorageProvider;
import java.util.Set;

/**
 * Opens {@code s3://bucket/prefix} on S3 and servers that speak its protocol. The options in the
 * query are those of {@link S3Settings}. Credentials come from {@code AWS_ACCESS_KEY_ID} and {@code
 * AWS_SECRET_ACCESS_KEY}, or else from wherever the SDK's default chain finds them.
 */
public final class S3StorageProvider implements StorageProvider {

  @Override
  public Set<String> schemes() {
    return Set.of("s3");
  }

  @Override
  public Storage open(StorageLocation location) {
    return new S3Storage(S3Settings.of(location));
  }
}
