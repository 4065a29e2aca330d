package io.godwit.config.toml;

import io.godwit.config.document.Document;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Source;
import io.godwit.config.document.Syntax;
import io.godwit.config.document.Value;
import java.util.List;
import java.util.function.Function;

/** TOML. */
public final class TomlSyntax implements Syntax {

  @Override
  public String name() {
    return "toml";
  }

  @Override
  public Document parse(Source source) {
    return new TomlDocument(source);
  }

  @Override
  public String write(Value.Table root, Function<KeyPath, List<String>> comments) {
    StringBuilder out = new StringBuilder();
    TomlText.section(out, KeyPath.ROOT, false, root, comments, "\n");
    return out.toString();
  }

  @Override
  public String commentMarks() {
    return "#";
  }
}
