package io.godwit.knowledge.rest.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/**
 * Reads a number with a fraction as the float that is nearest to it. By way of a double it would be
 * rounded twice, and by way of a decimal zero would lose its sign.
 */
final class FloatParser extends JsonParserDelegate {

  FloatParser(JsonParser parser) {
    super(parser);
  }

  @Override
  public NumberTypeFP getNumberTypeFP() {
    return NumberTypeFP.FLOAT32;
  }

  @Override
  public float getFloatValue() throws IOException {
    return Float.parseFloat(getText());
  }
}
