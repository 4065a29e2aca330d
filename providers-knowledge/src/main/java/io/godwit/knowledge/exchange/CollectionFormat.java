package io.godwit.knowledge.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A form of files that a collection can be exported in, beside the bundle. Found by {@link
 * java.util.ServiceLoader} on the class path.
 */
public interface CollectionFormat {

  /** What stands after {@code --format}. */
  String name();

  /** Writes a version into a folder that is empty. What is half written is thrown away. */
  void write(VersionRows rows, String collection, Path folder) throws SQLException, IOException;
}
