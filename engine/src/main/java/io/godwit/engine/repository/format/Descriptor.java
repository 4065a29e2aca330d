package io.godwit.engine.repository.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.error.GodwitException;
import io.godwit.api.storage.ObjectKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@code godwit.json}: what a repository is and who may work with it.
 *
 * @param format what makes it a repository
 * @param version the format of whoever made it
 * @param minReader the oldest format that can read it
 * @param minWriter the oldest format that can write to it
 * @param store its own id
 * @param chunker how files are cut
 */
public record Descriptor(
    String format, int version, int minReader, int minWriter, String store, String chunker) {

  /** Where it stands. */
  public static final ObjectKey KEY = new ObjectKey("godwit.json");

  private static final String REPOSITORY = "godwit-repository";
  private static final String CHUNKER = "xet-gear-64k";

  /** The descriptor of a new repository. */
  public static Descriptor of(String store) {
    int now = Documents.FORMAT;
    return new Descriptor(REPOSITORY, now, now, now, store, CHUNKER);
  }

  /**
   * Reads a descriptor and checks that this program may read the repository.
   *
   * @throws GodwitException with {@link ArtifactError#NO_REPOSITORY} if it is something else,
   *     {@link ArtifactError#NEWER_FORMAT} if it is too new
   */
  public static Descriptor read(byte[] bytes, String place) {
    try {
      JsonNode tree = Documents.mapperForDescriptor().readTree(bytes);
      if (!REPOSITORY.equals(tree.path("format").asText(""))) {
        throw noRepository(place, null);
      }
      require(tree.path("minReader").asLong(0), place);
      return Documents.mapperForDescriptor().readValue(Checked.remove(bytes), Descriptor.class);
    } catch (IOException | IllegalArgumentException e) {
      throw noRepository(place, e);
    }
  }

  /**
   * Checks that this program may write to the repository.
   *
   * @throws GodwitException with {@link ArtifactError#NEWER_FORMAT} if it may not
   */
  public void requireWritable(String place) {
    require(minWriter, place);
    if (!chunker.equals(CHUNKER)) {
      throw noRepository(place, null);
    }
  }

  private static void require(long version, String place) {
    if (version > Documents.FORMAT) {
      throw Documents.newer("The repository at " + place, version);
    }
  }

  private static GodwitException noRepository(String place, @Nullable Throwable cause) {
    return new GodwitException(
        ArtifactError.NO_REPOSITORY,
        "What is at "
            + place
            + " is not a Godwit repository: its godwit.json is damaged or something else; name"
            + " another place, or restore that file",
        cause);
  }
}
