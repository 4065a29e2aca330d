package io.godwit.engine.repository.format;

import io.godwit.api.artifact.ContentDigest;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Files whose folder is a file too, which no file system can lay out. */
public final class NestedFiles {

  private NestedFiles() {}

  /**
   * The first such file. Files of one folder follow one another mostly, so that few folders are
   * looked for.
   *
   * @param files sorted by {@link ContentDigest#PATH_ORDER}
   */
  public static <T> Optional<T> in(List<T> files, Function<T, String> path) {
    List<String> paths = files.stream().map(path).toList();
    String known = "";
    for (int i = 0; i < paths.size(); i++) {
      String here = paths.get(i);
      String folder = here.substring(0, here.lastIndexOf('/') + 1);
      if (!folder.equals(known) && isUnderFile(folder, paths)) {
        return Optional.of(files.get(i));
      }
      known = folder;
    }
    return Optional.empty();
  }

  private static boolean isUnderFile(String folder, List<String> paths) {
    Comparator<String> order = ContentDigest.PATH_ORDER;
    for (int end = folder.indexOf('/'); end >= 0; end = folder.indexOf('/', end + 1)) {
      if (Collections.binarySearch(paths, folder.substring(0, end), order) >= 0) {
        return true;
      }
    }
    return false;
  }
}
