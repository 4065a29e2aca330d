package io.godwit.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.godwit.api.error.GodwitException;
import java.io.ByteArrayInputStream;
import java.util.function.Function;

/**
 * A file that breaks one rule, and the words that the message must have.
 *
 * @param rule the rule
 * @param offset where it is broken
 * @param value the offending value, as the message shows it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Broken(Rule rule, long offset, String value, byte[] bytes) {

  /** The bytes as a stream. */
  public static ByteStream stream(byte[] bytes) {
    return new ByteStream("model.test", bytes.length, new ByteArrayInputStream(bytes));
  }

  /** Demands that the reader refuses the file and names rule, offset and value. */
  public void assertRefusedBy(Function<ByteStream, ModelFile> reader) {
    GodwitException refusal =
        catchThrowableOfType(GodwitException.class, () -> reader.apply(stream(bytes)));
    assertThat(refusal).as("refusal of " + this).isNotNull();
    assertThat(refusal.code()).isEqualTo(rule.error());
    assertThat(refusal)
        .hasMessageContaining("model.test: byte " + offset + ", rule " + rule.id() + ": ")
        .hasMessageContaining(value);
  }

  @Override
  public String toString() {
    return rule.id() + " (" + value + ")";
  }
}
