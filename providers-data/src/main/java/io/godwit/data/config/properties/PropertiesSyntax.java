package io.godwit.data.config.properties;

import io.godwit.data.config.document.Document;
import io.godwit.data.config.document.Source;
import io.godwit.data.config.document.Syntax;

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
  public String commentMarks() {
    return "#!";
  }
}
