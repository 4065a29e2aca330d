package io.godwit.engine.coded;

import io.godwit.api.file.FileTree;
import io.godwit.api.file.ProjectFiles;
import io.godwit.engine.config.Utf8;
import java.util.Optional;

/**
 * The files that a migration brings, before those of the project. A path that leaves the project is
 * refused for both, by the project's own rule.
 */
final class OverlaidFiles implements ProjectFiles {

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
    return own.bytes(project.shown(path))
        .map(bytes -> Utf8.text(bytes, shown(path)).orThrow())
        .orElseGet(() -> project.text(path));
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
