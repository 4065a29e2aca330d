package io.godwit.config.format;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.Document;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Source;
import io.godwit.config.document.Trees;
import io.godwit.config.document.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what a file of one format says in another. Comments above keys and at the head of the file
 * come along where the other format has comments.
 *
 * @param from the file that is read
 * @param to the file that is made
 */
public record Conversion(ConfigFile from, ConfigFile to) {

  /** The other file. */
  public Document convert(Document document) {
    List<Fault> faults = new ArrayList<>();
    Trees.leaves(KeyPath.ROOT, document.root())
        .forEach(
            (key, value) -> {
              String wrong = wrong(key, value);
              if (!wrong.isEmpty()) {
                Place place = document.place(key).orElse(Place.of(from.file()));
                faults.add(Fault.at(place, ConfigFileError.CONFIG_FORMAT, wrong));
              }
            });
    if (!faults.isEmpty()) {
      throw new GodwitException(faults, null);
    }
    String text = head(document) + to.format().syntax().write(document.root(), document::comments);
    return to.format().syntax().parse(new Source(to.file(), text));
  }

  private String wrong(KeyPath key, Value value) {
    boolean nothing = value.equals(Value.nothing());
    if (nothing && to.format() == ConfigFormat.TOML) {
      return key + " is null, which TOML does not have; remove it or give it a value before";
    }
    boolean merge =
        from.format() == ConfigFormat.YAML && key.parts().contains(new KeyPath.Name("<<"));
    return merge ? key + " merges other keys in; write them out before" : "";
  }

  /** Comments at the top of the file, which belong to no key. */
  private String head(Document document) {
    String marks = from.format().syntax().commentMarks();
    StringBuilder head = new StringBuilder();
    for (String line : document.text().lines().toList()) {
      String comment = line.strip();
      if (comment.isEmpty() || marks.indexOf(comment.charAt(0)) < 0) {
        break;
      }
      head.append("# ").append(comment.substring(1).strip()).append('\n');
    }
    boolean none = head.isEmpty() || to.format().syntax().commentMarks().isEmpty();
    return none ? "" : head.append('\n').toString();
  }
}
