package io.godwit.data.config.json;

import io.godwit.data.config.document.Document;
import io.godwit.data.config.document.Source;
import io.godwit.data.config.document.Syntax;

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
  public String commentMarks() {
    return "";
  }
}
