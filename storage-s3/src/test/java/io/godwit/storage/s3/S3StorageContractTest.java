package io.godwit.storage.s3;

import io.godwit.api.storage.Storage;
import io.godwit.testkit.storage.StorageContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class S3StorageContractTest extends StorageContract {

  @RegisterExtension static final LocalS3 S3 = new LocalS3();

  private String url = "";

  @BeforeEach
  void freshPrefix() {
    url = S3.freshUrl("");
  }

  @Override
  protected Storage open() {
    return LocalS3.open(url);
  }
}
