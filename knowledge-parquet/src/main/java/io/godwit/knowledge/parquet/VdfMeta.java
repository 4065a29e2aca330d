package io.godwit.knowledge.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.api.embedding.EmbedderIdentity;
import io.godwit.api.embedding.EmbedderModel;
import io.godwit.api.embedding.TextForm;
import io.godwit.api.embedding.VectorForm;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.build.SpaceForm;
import io.godwit.knowledge.chunk.Chunking;
import io.godwit.knowledge.store.Versions.Binding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the {@code VDF_META.json} of a folder says of the collections in it, which it calls indexes.
 *
 * @param indexes the collections by their names
 */
record VdfMeta(Map<String, Index> indexes) {

  static final String FILE = "VDF_META.json";

  /** What Godwit adds, under a name of its own. */
  static final String OWN = "godwit";

  private static final int LONGEST = 16 << 20;
  private static final int MOST_FILES = 100_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A collection.
   *
   * @param files its Parquet files
   * @param vectorColumn the column with the vectors
   * @param idColumn the column with what a row is called
   * @param binding what it is bound to
   * @param written the digest that its writer says it has; empty when that was not Godwit
   * @param digest the digest of the files and of what is said of them
   */
  record Index(
      List<Path> files,
      String vectorColumn,
      String idColumn,
      Binding binding,
      Optional<Digest> written,
      Digest digest) {

    VectorForm form() {
      return SpaceForm.of(binding.embedderJson());
    }
  }

  static VdfMeta read(Path folder) {
    Path file = folder.resolve(FILE);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] json = in.readNBytes(LONGEST + 1);
      if (json.length > LONGEST) {
        throw ParquetError.bad(file, "it has more than 16 MiB", null);
      }
      Map<String, Index> indexes = new TreeMap<>();
      for (Map.Entry<String, JsonNode> each : JSON.readTree(json).path("indexes").properties()) {
        JsonNode parts = each.getValue();
        if (parts.size() != 1) {
          throw ParquetError.bad(
              file, "index " + each.getKey() + " has " + parts.size() + " namespaces", null);
        }
        indexes.put(each.getKey(), index(folder.toRealPath(), parts.path(0)));
      }
      return new VdfMeta(indexes);
    } catch (JsonProcessingException e) {
      throw ParquetError.bad(file, "it is not JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw ParquetError.bad(file, "it says what cannot be: " + e.getMessage(), e);
    } catch (IOException e) {
      throw ParquetError.bad(file, e.toString(), e);
    }
  }

  private static Index index(Path folder, JsonNode index) throws IOException {
    List<Path> files = files(folder, index.path("data_path").asText());
    JsonNode own = index.path(OWN);
    Binding binding = own.isObject() ? binding(own) : foreign(index);
    MessageDigest sha256 = Digest.sha256();
    sha256.update(index.toString().getBytes(StandardCharsets.UTF_8));
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      for (Path file : files) {
        Files.copy(file, out);
      }
    }
    return new Index(
        files,
        index.path("vector_columns").path(0).asText("vector"),
        index.path("id_column").asText("id"),
        binding,
        own.isObject() ? Optional.of(Digest.parse(own.path("digest").asText())) : Optional.empty(),
        Digest.finish(sha256));
  }

  private static List<Path> files(Path folder, String said) throws IOException {
    Path place = folder.resolve(said).normalize().toRealPath();
    if (said.isEmpty() || !place.startsWith(folder)) {
      throw new IllegalArgumentException("data_path " + said + " is outside of the folder");
    }
    if (Files.isRegularFile(place)) {
      return List.of(place);
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(place)) {
      for (Path file : all.sorted().limit(MOST_FILES).toList()) {
        if (file.toString().endsWith(".parquet") && Files.isRegularFile(file)) {
          if (!file.toRealPath().startsWith(folder)) {
            throw new IllegalArgumentException(file + " leads outside of the folder");
          }
          files.add(file);
        }
      }
    }
    return List.copyOf(files);
  }

  private static Binding binding(JsonNode own) {
    String embedder = own.path("embedder").asText();
    String chunking = own.path("chunking").asText();
    var unused = Chunking.parse(chunking);
    return new Binding(
        Digest.of(chunking).toString(),
        chunking,
        Digest.of(embedder).toString(),
        embedder,
        SpaceForm.of(embedder).dimension());
  }

  /** Of files that somebody else has written, who says the name of the model and no more. */
  private static Binding foreign(JsonNode index) {
    EmbedderIdentity embedder =
        new EmbedderIdentity(
            new EmbedderModel("vdf", index.path("model_name").asText("unknown"), "unknown"),
            new VectorForm(index.path("dimensions").asInt(), VectorForm.Element.FLOAT32, "", false),
            TextForm.PLAIN,
            Map.of());
    return new Binding(
        Chunking.DEFAULT.fingerprint().toString(),
        Chunking.DEFAULT.canonicalJson(),
        embedder.fingerprint().toString(),
        embedder.canonicalJson(),
        embedder.vector().dimension());
  }

  /** Writes that of one collection. */
  static void write(
      Path folder, String collection, String dataPath, Binding binding, long chunks, Digest digest)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", "0.1");
    root.put("exported_from", "godwit");
    root.put("id_column", "id");
    ObjectNode index = root.putObject("indexes").putArray(collection).addObject();
    index.put("index_name", collection);
    index.put("namespace", "");
    index.put("total_vector_count", chunks);
    index.put("exported_vector_count", chunks);
    index.put("dimensions", binding.dimension());
    index.put("model_name", JSON.readTree(binding.embedderJson()).path("model").asText());
    index.putArray("vector_columns").add("vector");
    index.put("id_column", "id");
    index.put("data_path", dataPath);
    index.put("metric", "Cosine");
    ObjectNode own = index.putObject(OWN);
    own.put("embedder", binding.embedderJson());
    own.put("chunking", binding.chunkingJson());
    own.put("digest", digest.toString());
    Files.write(
        folder.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
  }
}
