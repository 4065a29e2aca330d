package io.godwit.knowledge.bundle;

import io.godwit.api.config.Doc;
import io.godwit.api.error.GodwitException;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.exchange.CollectionFormat;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.store.CollectionVersion;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code knowledge export}: what readers see of a collection, as a bundle of plain files. */
public final class ExportTool implements Tool<KnowledgeTarget, ExportTool.Wanted> {

  private static final String BUNDLE = "bundle";

  /** What a person says. */
  public record Wanted(
      @Doc("The collection.") String collection,
      @Doc("A folder that does not exist yet.") String folder,
      @Doc(
              "What is written: bundle, if not said; or what an optional module on the class path"
                  + " brings, such as parquet.")
          Optional<String> format) {}

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String description() {
    return "Writes a collection as plain files, which appear when all of it is there.";
  }

  @Override
  public Class<Wanted> argumentsType() {
    return Wanted.class;
  }

  private static CollectionFormat format(String name) {
    Map<String, CollectionFormat> formats = new TreeMap<>();
    formats.put(BUNDLE, new BundleFormat());
    ServiceLoader.load(CollectionFormat.class, ExportTool.class.getClassLoader())
        .forEach(format -> formats.put(format.name(), format));
    CollectionFormat format = formats.get(name);
    if (format == null) {
      throw new GodwitException(
          KnowledgeError.UNKNOWN_FORMAT,
          "A collection cannot be exported as '"
              + name
              + "'; say one of "
              + String.join(", ", formats.keySet())
              + ", or put the module that brings it on the class path");
    }
    return format;
  }

  @Override
  public Answer use(KnowledgeTarget target, Wanted wanted, ToolCall call) {
    Path folder = call.resolve(wanted.folder());
    Path partial = folder.resolveSibling(folder.getFileName() + ".partial");
    if (Files.exists(folder)) {
      throw failed(folder, "it is there already; name another", null);
    }
    try {
      delete(partial);
      Files.createDirectories(partial);
      CollectionFormat format = format(wanted.format().orElse(BUNDLE));
      boolean written =
          target
              .store()
              .read(session -> write(format, session, wanted.collection(), partial))
              .orElse(false);
      if (!written) {
        throw Bases.none(wanted.collection());
      }
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      return Answer.written(written(folder));
    } catch (IOException e) {
      throw failed(folder, e.toString(), e);
    } finally {
      quietlyDelete(partial);
    }
  }

  private static boolean write(
      CollectionFormat format, StoreSession session, String collection, Path folder)
      throws SQLException {
    Optional<CollectionVersion> version = Bases.active(session, collection);
    try {
      if (version.isPresent()) {
        format.write(VersionRows.of(session, version.get()), collection, folder);
      }
      return version.isPresent();
    } catch (IOException e) {
      throw failed(folder, e.toString(), e);
    }
  }

  private static Answer.Written written(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      long bytes = 0;
      for (Path file : files) {
        bytes += Files.size(file);
      }
      return new Answer.Written(folder, files.size(), bytes);
    }
  }

  private static void quietlyDelete(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      folder.toFile().deleteOnExit(); // the next export to this place tries again
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static GodwitException failed(Path folder, String why, @Nullable Exception cause) {
    return new GodwitException(
        KnowledgeError.BUNDLE_NOT_WRITTEN,
        "The bundle cannot be written to " + folder + ": " + why,
        cause);
  }
}
