package io.godwit.data.sql;

import io.godwit.api.error.GodwitException;
import io.godwit.api.file.ProjectFiles;
import io.godwit.data.error.DataError;
import io.godwit.data.script.Parts;
import io.godwit.data.script.Script;
import io.godwit.data.script.ScriptText;
import io.godwit.data.script.TransactionMode;
import io.godwit.sql.Dialect;
import java.util.Optional;

/** The scripts that a step's settings name: two files, one file with both ways, or their text. */
final class ScriptChoice {

  private final Dialect dialect;
  private final SqlConfig config;
  private final ProjectFiles files;

  ScriptChoice(Dialect dialect, SqlConfig config, ProjectFiles files) {
    this.dialect = dialect;
    this.config = config;
    this.files = files;
  }

  /**
   * A script that has been read.
   *
   * @param script what it says
   * @param mode how its statements run
   */
  record Written(Script script, TransactionMode mode) {
    FrozenScript frozen() {
      return FrozenScript.of(script, mode);
    }
  }

  /** Both ways. */
  record Chosen(Written up, Optional<Written> down) {
    SqlScripts frozen() {
      return new SqlScripts(up.frozen(), down.map(Written::frozen));
    }
  }

  Chosen scripts() {
    return config.file().map(this::both).orElseGet(this::each);
  }

  private Chosen both(String path) {
    if (config.up().or(config::upSql).or(config::down).or(config::downSql).isPresent()) {
      throw new GodwitException(
          DataError.WHICH_SCRIPT,
          "the step has file, which is for both ways, and a script for one of them; leave one out");
    }
    Parts parts = Parts.of(text(path));
    return new Chosen(read(parts.up()), parts.down().map(this::read));
  }

  private Written read(Parts.Part part) {
    return new Written(
        Script.parse(dialect, part.text()),
        part.alone() ? TransactionMode.NONE : config.transaction());
  }

  private Chosen each() {
    Written up =
        script("up", config.up(), config.upSql())
            .orElseThrow(
                () ->
                    new GodwitException(
                        DataError.WHICH_SCRIPT,
                        "a data.sql step needs a script: write up: FILE, or up-sql: with the"
                            + " statements"));
    return new Chosen(up, script("down", config.down(), config.downSql()));
  }

  private Optional<Written> script(String key, Optional<String> file, Optional<String> inline) {
    if (file.isPresent() && inline.isPresent()) {
      throw new GodwitException(
          DataError.WHICH_SCRIPT,
          "the step has both " + key + " and " + key + "-sql; leave one of them out");
    }
    return file.map(this::text)
        .or(() -> inline.map(text -> new ScriptText(key + "-sql", text)))
        .map(text -> new Written(Script.parse(dialect, text), config.transaction()));
  }

  private ScriptText text(String path) {
    return new ScriptText(files.shown(path), files.text(path));
  }
}
