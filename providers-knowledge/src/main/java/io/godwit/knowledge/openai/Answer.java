package io.godwit.knowledge.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads {@code {"data": [{"index": 0, "embedding": [...]}, ...]}}: the vectors by their index,
 * whatever their order. What is not there, or there twice, is an error.
 */
final class Answer {

  private static final JsonFactory JSON = new JsonFactory();

  private final float[][] vectors;
  private final int dimension;
  private int found;

  private Answer(int texts, int dimension) {
    this.vectors = new float[texts][];
    this.dimension = dimension;
  }

  /**
   * The vectors of so many texts.
   *
   * @throws IOException with a message for a person, if there are not as many as texts
   */
  static float[][] vectors(byte[] body, int texts, int dimension) throws IOException {
    Answer answer = new Answer(texts, dimension);
    try (JsonParser parser = JSON.createParser(new ByteArrayInputStream(body))) {
      answer.read(parser);
    }
    if (answer.found < texts) {
      throw new IOException(answer.found + " vectors for " + texts + " texts");
    }
    return answer.vectors;
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("it is no JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean data = "data".equals(parser.currentName());
      JsonToken value = parser.nextToken();
      if (data && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          readVector(parser);
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readVector(JsonParser parser) throws IOException {
    int index = -1;
    float[] vector = new float[0];
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if ("index".equals(name) && value == JsonToken.VALUE_NUMBER_INT) {
        index = parser.getIntValue();
      } else if ("embedding".equals(name) && value == JsonToken.START_ARRAY) {
        vector = numbers(parser);
      } else {
        parser.skipChildren();
      }
    }
    if (index < 0 || index >= vectors.length || vectors[index] != null) {
      throw new IOException("a vector has the index " + index + ", twice or out of range");
    }
    vectors[index] = vector;
    found++;
  }

  private float[] numbers(JsonParser parser) throws IOException {
    float[] numbers = new float[dimension];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (count == numbers.length) {
        throw new IOException("a vector has more than " + dimension + " numbers");
      }
      numbers[count] = parser.getFloatValue();
      count++;
    }
    return Arrays.copyOf(numbers, count);
  }
}
