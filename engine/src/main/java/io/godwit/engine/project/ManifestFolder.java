package io.godwit.engine.project;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.name.Digest;
import io.godwit.engine.config.Binder;
import io.godwit.engine.config.Secrets;
import io.godwit.engine.config.SettingReader;
import java.util.List;
import java.util.Optional;

/** Reads a folder with a {@code migration.yaml} as a migration of several steps. */
final class ManifestFolder {

  /** The file that makes a folder a migration. */
  static final String FILE = "migration.yaml";

  private final ProjectRoot root;
  private final ManifestDrafts drafts;
  private final List<Fault> faults;

  ManifestFolder(ProjectRoot root, TargetChoice targets, List<Fault> faults) {
    this.root = root;
    this.drafts = new ManifestDrafts(targets, faults);
    this.faults = faults;
  }

  /** The migration, or nothing but faults. */
  Optional<Draft> read(NumberedName name, String folder) {
    String file = folder + "/" + FILE;
    try {
      return SettingReader.readMapping(root.bytes(file, SettingReader.LARGEST), file)
          .then(settings -> new Binder(new Secrets()).bind(Manifest.class, settings, ""))
          .into(faults)
          .flatMap(
              manifest ->
                  drafts.of(
                      name,
                      manifest,
                      new ManifestDrafts.Origin(
                          Place.of(file), folder, () -> checksum(folder, Place.of(file)))));
    } catch (GodwitException e) {
      faults.addAll(e.faults());
      return Optional.empty();
    }
  }

  private Digest checksum(String folder, Place place) {
    return Checksums.ofFolder(FolderTree.of(root.located(folder), folder), place);
  }
}
