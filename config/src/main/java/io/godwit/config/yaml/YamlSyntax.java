package io.godwit.config.yaml;

import io.godwit.config.document.Document;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Source;
import io.godwit.config.document.Syntax;
import io.godwit.config.document.Value;
import java.util.List;
import java.util.function.Function;

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
  public String write(Value.Table root, Function<KeyPath, List<String>> comments) {
    return root.entries().isEmpty()
        ? "{}\n"
        : YamlText.block(root, "", KeyPath.ROOT, comments) + "\n";
  }

  @Override
  public String commentMarks() {
    return "#";
  }
}
