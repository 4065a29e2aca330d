package io.godwit.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageLocationTest {

  @Test
  void theQueryHoldsTheOptions() {
    StorageLocation location =
        parse("s3://bucket/some/prefix?endpoint=http%3A%2F%2Flocalhost%3A9000&path-style=true");

    assertThat(location.scheme()).isEqualTo("s3");
    assertThat(location.uri()).hasHost("bucket").hasPath("/some/prefix");
    assertThat(location.options())
        .isEqualTo(Map.of("endpoint", "http://localhost:9000", "path-style", "true"));
  }

  @Test
  void whatIsShownHoldsNoSecret() {
    StorageLocation location = parse("s3://user:secret@bucket/prefix?key=secret");

    assertThat(location.toString()).isEqualTo("s3://bucket/prefix");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret-folder",
        "s3://secret bucket",
        "s3://secret#x",
        "s3://secret?a",
        "s3://secret?=b",
        "s3://secret?a=1&a=2",
        "s3://secret?a=%zz"
      })
  void whatIsNoAddressIsRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> parse(url))
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(StorageError.BAD_LOCATION))
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/a", "a/", "a//b", "../a", "a/../b", ".a", "a/.b", "a b", "ä", "a\n"})
  void anOddKeyIsRefused(String key) {
    assertThatThrownBy(() -> new ObjectKey(key)).isInstanceOf(IllegalArgumentException.class);
  }

  private static StorageLocation parse(String url) {
    return StorageLocation.parse(url, name -> Optional.empty());
  }
}
