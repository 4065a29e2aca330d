package io.godwit.config.properties;

import io.godwit.config.document.Document;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Source;
import io.godwit.config.document.Syntax;
import io.godwit.config.document.Value;
import java.util.List;
import java.util.function.Function;

/** Properties as {@link java.util.Properties} reads them; dots in keys nest. */
public final class PropertiesSyntax implements Syntax {

  @Override
  public String name() {
    return "properties";
  }

  @Override
  public Document parse(Source source) {
    return new PropertiesDocument(source);
  }

  @Override
  public String write(Value.Table root, Function<KeyPath, List<String>> comments) {
    StringBuilder out = new StringBuilder();
    PropertiesDocument.lines(KeyPath.ROOT, root, comments, "=")
        .forEach(line -> out.append(line).append('\n'));
    return out.toString();
  }

  @Override
  public String commentMarks() {
    return "#!";
  }
}
