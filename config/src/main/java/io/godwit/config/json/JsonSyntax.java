package io.godwit.config.json;

import io.godwit.config.document.Document;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Source;
import io.godwit.config.document.Syntax;
import io.godwit.config.document.Value;
import java.util.List;
import java.util.function.Function;

/** JSON, of which the file is one object. */
public final class JsonSyntax implements Syntax {

  @Override
  public String name() {
    return "json";
  }

  @Override
  public Document parse(Source source) {
    return new JsonDocument(source);
  }

  @Override
  public String write(Value.Table root, Function<KeyPath, List<String>> comments) {
    return new JsonText("  ", "\n").write(root, "") + "\n";
  }

  @Override
  public String commentMarks() {
    return "";
  }
}
