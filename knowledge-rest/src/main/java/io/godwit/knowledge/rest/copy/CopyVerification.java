package io.godwit.knowledge.rest.copy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.step.Finding;
import io.godwit.knowledge.exchange.CollectionSource;
import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.rest.RestError;
import io.godwit.knowledge.rest.store.ApproximateSearch;
import io.godwit.knowledge.rest.store.CopiedRows;
import io.godwit.knowledge.rest.store.Copies;
import io.godwit.knowledge.rest.store.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves a copy: as many points as there should be, every row read back and compared with the
 * source by digest, and in the same pass what the store's search has to find.
 */
final class CopyVerification {

  private static final String REPEAT = "take the run back and repeat it";

  private final RestTarget target;
  private final CopyStep step;
  private final CollectionSource source;
  private final Digest origin;
  private final String name;
  private final List<Finding> findings = new ArrayList<>();

  CopyVerification(RestTarget target, CopyStep step, CollectionSource source, Digest origin) {
    this.target = target;
    this.step = step;
    this.source = source;
    this.origin = origin;
    this.name = Copies.name(step.collection(), origin);
  }

  List<Finding> findings() {
    Optional<Manifest> manifest = target.copies().manifest(name);
    if (manifest.filter(found -> found.progress().complete()).isEmpty()) {
      return List.of(
          Finding.error(
              "collection " + step.collection() + " has no complete version of this step", REPEAT));
    }
    CopiedRows rows = target.copies().rows(name);
    counted(rows);
    Digest original =
        source.read(
            step.source(),
            manifest.get().origin().source(),
            (VersionRows version) -> version.digest(step.collection()));
    try {
      readBack(rows, original);
    } catch (GodwitException e) {
      if (e.faults().get(0).code() != RestError.STORE_ANSWER) {
        throw e;
      }
      findings.add(Finding.error(e.faults().get(0).message(), REPEAT));
    }
    return findings;
  }

  private void counted(CopiedRows rows) {
    findings.add(
        Finding.info(
            name + " has " + rows.documents() + " documents and " + rows.chunks() + " chunks"));
    long expected = 1 + rows.documents() + rows.chunks();
    long found = target.copies().store().count(name);
    if (found != expected) {
      findings.add(Finding.error("the store counts " + found + " points, not " + expected, REPEAT));
    }
  }

  private void readBack(CopiedRows rows, Digest original) {
    Optional<ApproximateSearch> search = target.copies().store().approximate();
    Optional<SearchRecall> recall =
        search.flatMap(index -> SearchRecall.of(index, name, rows, origin));
    Digest copy =
        RestTarget.reading(
            rows,
            version ->
                rows.digest(
                    step.collection(), chunk -> recall.ifPresent(each -> each.visit(chunk))));
    if (!copy.equals(original)) {
      findings.add(
          Finding.error(
              "the source has the digest " + original + ", the copy " + copy,
              REPEAT + "; if that was a synchronisation, with knowledge.copy"));
      return;
    }
    findings.add(Finding.info("source and copy have the digest " + copy));
    recall.ifPresent(each -> findings.add(each.finding()));
    if (search.isEmpty()) {
      findings.add(
          Finding.info("vectors have no index there, so no search is held to exact search"));
    }
  }
}
