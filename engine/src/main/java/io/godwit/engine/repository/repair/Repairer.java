package io.godwit.engine.repository.repair;

import io.godwit.api.artifact.ArtifactFacts;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.object.Reference;
import io.godwit.engine.repository.stage.Stager;
import io.godwit.engine.repository.work.Watch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Stores broken content again. No object is changed: a pack of which anything is broken is done
 * without, and its chunks go to new ones, taken from where they can still be read. What is nowhere
 * to be found leaves everything as it was.
 */
public final class Repairer {

  /**
   * Content that is published or pinned.
   *
   * @param manifest where it is
   * @param content what it is; empty where nobody but its manifest says
   */
  public record Item(Reference manifest, Optional<Digest> content) {}

  private final ObjectStore store;
  private final Stager stager;
  private final RandomGenerator random;
  private final Watch watch;
  private final Map<ObjectKey, PackState> states = new LinkedHashMap<>();
  private final Set<PackRef> everywhere = new LinkedHashSet<>();

  public Repairer(ObjectStore store, Stager stager, RandomGenerator random, Watch watch) {
    this.store = store;
    this.stager = stager;
    this.random = random;
    this.watch = watch;
  }

  /**
   * Looks at everything and stores again what is broken of it, without publishing it.
   *
   * @param all everything that is published or pinned: chunks are looked for in all of it
   * @param wanted what is to be repaired
   */
  public List<Repaired> repair(List<Item> all, Set<Reference> wanted, List<Spare> spares) {
    for (Item item : all) {
      manifest(item.manifest()).ifPresent(manifest -> everywhere.addAll(manifest.packs()));
    }
    List<Repaired> repaired = new ArrayList<>();
    long done = 0;
    for (Item item : all) {
      if (wanted.contains(item.manifest())) {
        repair(item, spares).ifPresent(repaired::add);
        watch.at("artifacts", ++done, wanted.size());
      }
    }
    return repaired;
  }

  private Optional<Repaired> repair(Item item, List<Spare> spares) {
    Optional<Manifest> manifest = manifest(item.manifest());
    return manifest.isPresent()
        ? repair(item.manifest(), manifest.get(), spares)
        : Optional.of(fromSpare(item, spares));
  }

  private Optional<Repaired> repair(Reference reference, Manifest manifest, List<Spare> spares) {
    List<PackState> packs = manifest.packs().stream().map(this::state).toList();
    if (packs.stream().noneMatch(PackState::flawed)) {
      return Optional.empty();
    }
    Salvage salvage =
        new Salvage(store, manifest, packs, Twins.of(store, packs, everywhere), spares);
    if (!salvage.lost().isEmpty()) {
      return Optional.of(new Repaired(reference, Optional.empty(), salvage.lost()));
    }
    Set<ObjectKey> avoided = new LinkedHashSet<>();
    for (int i = 0; i < packs.size(); i++) {
      if (packs.get(i).flawed()) {
        avoided.add(manifest.packs().get(i).key());
      }
    }
    StagedArtifact stored = stage(salvage, manifest.facts(), Optional.of(reference), avoided);
    return Optional.of(
        new Repaired(
            reference,
            Optional.of(stored).filter(now -> now.contentDigest().equals(manifest.content())),
            List.of()));
  }

  /** Where the manifest is lost nothing is known of the files; a whole copy with facts serves. */
  private Repaired fromSpare(Item item, List<Spare> spares) {
    for (Spare spare : spares) {
      if (spare.facts().isPresent() && item.content().isPresent()) {
        StagedArtifact stored =
            stage(spare.files(), spare.facts().get(), Optional.empty(), Set.of());
        if (stored.contentDigest().equals(item.content().get())) {
          return new Repaired(item.manifest(), Optional.of(stored), List.of());
        }
      }
    }
    return new Repaired(item.manifest(), Optional.empty(), List.of());
  }

  private StagedArtifact stage(
      FileTree files, ArtifactFacts facts, Optional<Reference> base, Set<ObjectKey> avoided) {
    return stager.stage(
        new StageRequest(
            files,
            facts,
            base.map(Reference::toManifestRef),
            bytes -> watch.at("bytes stored again", bytes, 0)),
        avoided);
  }

  private PackState state(PackRef pack) {
    PackState known = states.get(pack.key());
    if (known == null) {
      known = PackState.of(store, pack, random);
      states.put(pack.key(), known);
    }
    return known;
  }

  private Optional<Manifest> manifest(Reference reference) {
    try {
      return Optional.of(Documents.read(Manifest.class, reference.key(), store.get(reference)));
    } catch (GodwitException e) {
      PackState.requireDamage(e);
      return Optional.empty();
    }
  }
}
