package io.godwit.api.artifact;

import io.godwit.api.file.FileTree;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The content of one artifact, to be read. Every byte is verified before it is handed out: a broken
 * one is an error, never data.
 */
public interface Contents extends FileTree {

  /** Points at it. */
  StagedArtifact identity();

  /** What was recorded beside the bytes. */
  ArtifactFacts facts();

  /** All files with their digests, sorted by {@link ContentDigest#PATH_ORDER}. */
  List<ArtifactFile> listing();

  /**
   * Opens a file. Each part of it is verified before it is handed out, and the whole at the end:
   * reading ends with {@link ArtifactError#DAMAGED} if it is not what it was.
   *
   * @throws io.godwit.api.error.GodwitException with {@link ArtifactError#NOT_FOUND} if there is no
   *     such file
   */
  @Override
  InputStream open(String path);

  /**
   * Lays the files out in a new folder, which appears when all of it is there and verified, and not
   * before. Repeating after a failure goes on with what is already whole.
   *
   * @param folder does not exist or is empty; its parent exists
   * @throws io.godwit.api.error.GodwitException with {@link ArtifactError#EXPORT_REFUSED} if the
   *     folder has something in it, with {@link ArtifactError#DAMAGED} if bytes are broken
   */
  void export(Path folder);
}
