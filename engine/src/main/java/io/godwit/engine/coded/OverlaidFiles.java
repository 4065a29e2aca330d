package io.godwit.engine.coded;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.file.ProjectFiles;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The files that a migration brings, before those of the project. A path that leaves the project is
 * refused for both, by the project's own rule.
 */
final class OverlaidFiles implements ProjectFiles {

  private static final int LARGEST_TEXT = 64 << 20;

  private final BroughtFiles own;
  private final String place;
  private final ProjectFiles project;

  /**
   * @param place what messages name as the folder of the files that are brought
   * @param project the files of the project, from its folder
   */
  OverlaidFiles(BroughtFiles own, String place, ProjectFiles project) {
    this.own = own;
    this.place = place;
    this.project = project;
  }

  @Override
  public boolean exists(String path) {
    return brought(path).isPresent() || project.exists(path);
  }

  @Override
  public String text(String path) {
    String normal = project.shown(path);
    return own.has(normal) ? textOfOwn(normal) : project.text(path);
  }

  private String textOfOwn(String path) {
    try (InputStream in = own.open(path)) {
      byte[] bytes = in.readNBytes(LARGEST_TEXT + 1);
      if (bytes.length > LARGEST_TEXT) {
        throw new GodwitException(
            ConfigError.TOO_LARGE,
            shown(path) + " is larger than " + (LARGEST_TEXT >> 20) + " MiB; split it.");
      }
      return Utf8.text(bytes, shown(path)).orThrow();
    } catch (IOException e) {
      throw BroughtFiles.unreadable(shown(path), e);
    }
  }

  @Override
  public FileTree tree(String path) {
    Optional<FileTree> brought = brought(path).map(tree -> tree);
    return brought.orElseGet(() -> project.tree(path));
  }

  @Override
  public String shown(String path) {
    String normal = project.shown(path);
    return brought(path).isPresent() ? place + "/" + normal : normal;
  }

  private Optional<BroughtFiles> brought(String path) {
    return own.at(project.shown(path));
  }
}
