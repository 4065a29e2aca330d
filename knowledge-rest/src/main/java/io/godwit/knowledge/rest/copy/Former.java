package io.godwit.knowledge.rest.copy;

import io.godwit.knowledge.exchange.VersionRows;
import io.godwit.knowledge.rest.store.CopiedRows;
import io.godwit.knowledge.rest.store.Copies;
import io.godwit.knowledge.store.SourceRows;
import io.godwit.knowledge.store.SourceRows.Document;
import io.godwit.knowledge.store.Versions.Binding;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The version that readers see, read beside a source: both have their documents in the order of
 * their paths. One that is missed, because the two sort some letters otherwise, counts as changed.
 */
final class Former {

  private final Optional<CopiedRows> rows;
  private List<Document> page = List.of();
  private long pageFrom;
  private long at;

  private Former(Optional<CopiedRows> rows, long at) {
    this.rows = rows;
    this.at = at;
  }

  /**
   * From a place on.
   *
   * @param name what readers see; none of it is used unless it was copied there, whole, and its
   *     vectors and chunks are those of the source
   */
  static Former of(Copies copies, Optional<String> name, Binding source, long at) {
    return new Former(
        name.filter(Copies::isOwn)
            .filter(
                shown ->
                    copies
                        .manifest(shown)
                        .filter(found -> found.progress().complete())
                        .filter(found -> found.binding().equals(source))
                        .isPresent())
            .map(copies::rows),
        at);
  }

  /** The place of the document that is looked at next. */
  long at() {
    return at;
  }

  /** How many documents it has. */
  long documents() {
    return rows.map(CopiedRows::documents).orElse(0L);
  }

  /** The document at the path of one of the source, which comes after the one asked for before. */
  Optional<Document> find(String path) {
    while (at < documents()) {
      Document document = next();
      int order = document.path().compareTo(path);
      if (order >= 0) {
        return Optional.of(document).filter(found -> order == 0);
      }
      at++;
    }
    return Optional.empty();
  }

  private Document next() {
    if (at < pageFrom || at >= pageFrom + page.size()) {
      page = rows.orElseThrow().documents(at);
      pageFrom = at;
    }
    return page.get((int) (at - pageFrom));
  }

  /** Whether a document is what it was, so that its chunks are those that it had. */
  static boolean isSame(Document one, Document other) {
    return one.content().equals(other.content()) && one.metadata().equals(other.metadata());
  }

  /** Shows the chunks of a document that it has. */
  int chunks(Document document, SourceRows.Visitor visitor) throws SQLException {
    return rows.orElseThrow().chunks(document, visitor);
  }

  /** What is new in the source, has changed and is gone, in words. */
  String difference(VersionRows source) throws SQLException {
    long added = 0;
    long same = 0;
    long changed = 0;
    List<Document> some = source.documents("", VersionRows.PAGE);
    while (!some.isEmpty()) {
      for (Document document : some) {
        Optional<Document> known = find(document.path());
        added += known.isEmpty() ? 1 : 0;
        same += known.filter(found -> isSame(found, document)).isPresent() ? 1 : 0;
        changed += known.filter(found -> !isSame(found, document)).isPresent() ? 1 : 0;
      }
      some = source.documents(some.get(some.size() - 1).path(), VersionRows.PAGE);
    }
    return added
        + " documents are new, "
        + changed
        + " have changed, "
        + (documents() - changed - same)
        + " are gone";
  }
}
