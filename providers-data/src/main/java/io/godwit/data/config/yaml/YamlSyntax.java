package io.godwit.data.config.yaml;

import io.godwit.data.config.document.Document;
import io.godwit.data.config.document.Source;
import io.godwit.data.config.document.Syntax;

/** YAML, one document that is a mapping; plain values by the core schema of YAML 1.2. */
public final class YamlSyntax implements Syntax {

  @Override
  public String name() {
    return "yaml";
  }

  @Override
  public Document parse(Source source) {
    return new YamlDocument(source);
  }

  @Override
  public String commentMarks() {
    return "#";
  }
}
