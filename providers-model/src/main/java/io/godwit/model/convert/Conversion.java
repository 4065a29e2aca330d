package io.godwit.model.convert;

import io.godwit.api.file.FileTree;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a version that is made out of another, each made while it is read: no file is ever
 * held, in memory or on disk. Reading again gives the same bytes.
 */
public final class Conversion implements FileTree {

  private final FileTree source;
  private final Blueprint blueprint;

  private Conversion(FileTree source, Blueprint blueprint) {
    this.source = source;
    this.blueprint = blueprint;
  }

  /**
   * Plans a conversion; reads headers alone.
   *
   * @param carried files that are let through although they are of no format that we know
   * @throws io.godwit.api.error.GodwitException if the source is broken, or the recipe or the
   *     adapter does not fit it
   */
  public static Conversion of(
      FileTree source, Recipe recipe, Set<String> carried, Optional<Adapter> adapter) {
    return new Conversion(source, Blueprint.of(source, recipe, carried, adapter));
  }

  /** What a person should know. */
  public List<String> warnings() {
    return blueprint.warnings();
  }

  @Override
  public List<Entry> files() {
    return blueprint.sizes().entrySet().stream()
        .map(size -> new Entry(size.getKey(), size.getValue()))
        .toList();
  }

  /** Opens a file; reading ends with a coded error at a value that its new type cannot hold. */
  @Override
  public InputStream open(String path) {
    List<Piece> made = blueprint.files().get(path);
    return made == null ? source.open(path) : new PieceStream(source, made);
  }
}
