package io.godwit.knowledge.bundle;

import io.godwit.api.config.Doc;
import io.godwit.api.error.GodwitException;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import io.godwit.knowledge.KnowledgeError;
import io.godwit.knowledge.build.Bases;
import io.godwit.knowledge.store.KnowledgeTarget;
import io.godwit.knowledge.store.StoreSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code knowledge export}: what readers see of a collection, as a bundle of plain files. */
public final class ExportTool implements Tool<KnowledgeTarget, ExportTool.Wanted> {

  /** What a person says. */
  public record Wanted(
      @Doc("The collection.") String collection,
      @Doc("A folder that does not exist yet.") String folder) {}

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String description() {
    return "Writes a collection as a bundle, which appears when all of it is there.";
  }

  @Override
  public Class<Wanted> argumentsType() {
    return Wanted.class;
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
      Manifest manifest =
          target
              .store()
              .read(session -> write(session, wanted.collection(), partial))
              .orElseThrow(() -> Bases.none(wanted.collection()));
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      return Answer.written(
          new Answer.Written(folder, 1 + 2L * manifest.shards().size(), bytes(folder)));
    } catch (IOException e) {
      throw failed(folder, e.toString(), e);
    } finally {
      quietlyDelete(partial);
    }
  }

  private static Manifest write(StoreSession session, String collection, Path folder)
      throws SQLException {
    try {
      return new BundleWriter(
              session,
              Bases.active(session, collection).orElseThrow(() -> Bases.none(collection)),
              folder)
          .write(collection);
    } catch (IOException e) {
      throw failed(folder, e.toString(), e);
    }
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long bytes = 0;
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
      return bytes;
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
