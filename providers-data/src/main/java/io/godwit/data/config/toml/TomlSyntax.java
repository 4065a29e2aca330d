package io.godwit.data.config.toml;

import io.godwit.data.config.document.Document;
import io.godwit.data.config.document.Source;
import io.godwit.data.config.document.Syntax;

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
  public String commentMarks() {
    return "#";
  }
}
