package io.godwit.knowledge.bundle;

import io.godwit.knowledge.exchange.CollectionFormat;
import io.godwit.knowledge.exchange.VersionRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The form that {@code knowledge.load} reads. */
final class BundleFormat implements CollectionFormat {

  @Override
  public String name() {
    return "bundle";
  }

  @Override
  public void write(VersionRows rows, String collection, Path folder)
      throws SQLException, IOException {
    new BundleWriter(rows, folder).write(collection);
  }
}
