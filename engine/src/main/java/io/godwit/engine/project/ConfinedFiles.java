package io.godwit.engine.project;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.file.ProjectFiles;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Utf8;

/** The files of a project as a migration in one of its folders sees them. */
final class ConfinedFiles implements ProjectFiles {

  private static final int LARGEST_TEXT = 64 << 20;

  private final ProjectRoot root;
  private final String folder;

  ConfinedFiles(ProjectRoot root, String folder) {
    this.root = root;
    this.folder = folder;
  }

  @Override
  public boolean exists(String path) {
    return root.exists(shown(path));
  }

  @Override
  public String text(String path) {
    String shown = shown(path);
    byte[] bytes = root.bytes(shown, LARGEST_TEXT);
    if (bytes.length > LARGEST_TEXT) {
      throw new GodwitException(
          ConfigError.TOO_LARGE,
          shown + " is larger than " + (LARGEST_TEXT >> 20) + " MiB; split it.");
    }
    return Utf8.text(bytes, shown).orThrow();
  }

  @Override
  public FileTree tree(String path) {
    String shown = shown(path);
    return FolderTree.of(root.located(shown), shown);
  }

  @Override
  public String shown(String path) {
    return root.shown(folder, path);
  }
}
