package io.godwit.testkit.step;

import io.godwit.api.file.FileTree;
import io.godwit.api.file.ProjectFiles;

/** A migration's folder with nothing in it. */
enum NoFiles implements ProjectFiles {
  INSTANCE;

  @Override
  public boolean exists(String path) {
    return false;
  }

  @Override
  public String text(String path) {
    throw new UnsupportedOperationException("this test has no file " + path);
  }

  @Override
  public FileTree tree(String path) {
    throw new UnsupportedOperationException("this test has no file " + path);
  }

  @Override
  public String shown(String path) {
    return path;
  }
}
