package io.godwit.config.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.config.document.Document;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Source;
import io.godwit.config.document.Value;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** E4: what is not touched keeps its comments, its order and its layout, in every format. */
final class EditTest {

  private static Document of(ConfigFormat format, String text) {
    return format.syntax().parse(new Source("app", text));
  }

  private static KeyPath key(String path) {
    return KeyPath.parse(path);
  }

  private static Value number(long number) {
    return Value.integer(BigInteger.valueOf(number));
  }

  @Test
  @DisplayName("E4: a flat TOML file becomes a nested one, with its comments")
  void flatTomlBecomesNested() {
    Document flat =
        of(
            ConfigFormat.TOML,
            """
            # The service's settings.

            # where the database is
            db_host = "db.example.org"  # do not use localhost
            db_port = 5_432
            workers = 0x10

            [log]
            level = 'info'   # or debug
            """);
    Document nested =
        flat.move(key("db_host"), key("database.host"))
            .move(key("db_port"), key("database.port"))
            .set(key("database.pool.max"), number(10), List.of("new in 2.0"))
            .move(key("log.level"), key("log.threshold"))
            .set(key("workers"), number(8), List.of());

    assertThat(nested.text())
        .isEqualTo(
            """
            # The service's settings.

            workers = 8

            [log]
            threshold = 'info'   # or debug

            [database]
            # where the database is
            host = "db.example.org"  # do not use localhost
            port = 5_432

            [database.pool]
            # new in 2.0
            max = 10
            """);
  }

  @Test
  void tomlTablesAreMovedWithAllTheirHeaders() {
    Document toml =
        of(
            ConfigFormat.TOML,
            """
            [db]
            host = "a" # here
            [db.pool]
            max = 3
            [[db.replica]]
            host = "b"
            [[db.replica]]
            host = "c"
            [db.replica.tls]
            on = true
            """);

    assertThat(toml.move(key("db"), key("storage.database")).text())
        .isEqualTo(
            """
            [storage.database]
            host = "a" # here
            [storage.database.pool]
            max = 3
            [[storage.database.replica]]
            host = "b"
            [[storage.database.replica]]
            host = "c"
            [storage.database.replica.tls]
            on = true
            """);
    assertThat(toml.set(key("db.replica[0].tls.on"), Value.truth(false), List.of()).text())
        .contains("host = \"b\"\n\n[db.replica.tls]\non = false\n\n[[db.replica]]\nhost = \"c\"");
    assertThat(toml.remove(key("db.replica[1].tls")).text()).doesNotContain("tls");
    assertThat(toml.remove(key("db.replica")).text())
        .isEqualTo("[db]\nhost = \"a\" # here\n[db.pool]\nmax = 3\n");
  }

  @Test
  void tomlInlineTablesAndDottedKeysAreChangedWhereTheyAre() {
    Document toml =
        of(
            ConfigFormat.TOML,
            """
            point = { x = 1, y = 2 }
            server.host = "h"
            list = [
              1, # one
              2,
            ]
            """);

    assertThat(
            toml.set(key("point.z"), number(3), List.of())
                .remove(key("point.x"))
                .set(key("server.port"), number(80), List.of())
                .remove(key("list[0]"))
                .text())
        .isEqualTo(
            """
            point = { y = 2, z = 3 }
            server.host = "h"
            server.port = 80
            list = [
              2,
            ]
            """);
  }

  @Test
  @DisplayName("E4: YAML keeps comments and layout, also of blocks that move")
  void yamlBlocksMoveWithTheirComments() {
    Document yaml =
        of(
            ConfigFormat.YAML,
            """
            # head

            # the database
            db:   # primary
              host: db.example.org
              # tuned by hand
              pool: {max: 5, min: 1}
              motd: |
                two
                  lines
            log_level: info # or debug
            list:
            - a   # first
            - b
            """);
    Document changed =
        yaml.move(key("db"), key("storage.database"))
            .move(key("log_level"), key("log.level"))
            .set(key("storage.database.pool.idle"), Value.text("yes"), List.of())
            .remove(key("list[0]"));

    assertThat(changed.text())
        .isEqualTo(
            """
            # head

            list:
            - b
            storage:
              # the database
              database:   # primary
                host: db.example.org
                # tuned by hand
                pool: {max: 5, min: 1, idle: "yes"}
                motd: |
                  two
                    lines
            log:
              level: info # or debug
            """
                .replace("info # or", "info  # or"));
  }

  @Test
  void yamlAnchorsThatAreUsedElsewhereAreNotTornApart() {
    Document yaml = of(ConfigFormat.YAML, "base: &b {a: 1}\nuse: *b\nother: 2\n");

    assertThat(yaml.move(key("other"), key("more.other")).text())
        .isEqualTo("base: &b {a: 1}\nuse: *b\nmore:\n  other: 2\n");
    assertThatThrownBy(() -> yaml.remove(key("base"))).hasMessageContaining("anchor");
    assertThatThrownBy(() -> yaml.set(key("base.a"), number(2), List.of()))
        .hasMessageContaining("GW-373 app:1:1");
  }

  @Test
  void jsonMembersAreIndentedAsTheirNeighbours() {
    Document json =
        of(
            ConfigFormat.JSON,
            """
            {
                "db_host": "h",
                "port": 1.50,
                "tags": ["a", "b"],
                "one": {"a": 1}
            }
            """);

    assertThat(
            json.move(key("db_host"), key("database.host"))
                .set(key("database.pool.max"), number(5), List.of())
                .remove(key("tags[1]"))
                .set(key("one.b"), Value.nothing(), List.of())
                .move(key("port"), key("door"))
                .text())
        .isEqualTo(
            """
            {
                "door": 1.50,
                "tags": ["a"],
                "one": {"a": 1, "b": null},
                "database": {
                    "host": "h",
                    "pool": {
                        "max": 5
                    }
                }
            }
            """);
  }

  @Test
  void propertiesKeepTheirLines() {
    Document properties =
        of(
            ConfigFormat.PROPERTIES,
            """
            ! head

            # where
            db.host: h\\
                ost
            db.port: 5432
            name = caf\\u00e9
            """);

    assertThat(
            properties
                .move(key("db"), key("database"))
                .set(key("database.pool"), Value.text(" a=ü"), List.of("new"))
                .remove(key("name"))
                .text())
        .isEqualTo(
            """
            ! head

            # where
            database.host: h\\
                ost
            database.port: 5432
            # new
            database.pool: \\ a=\\u00FC
            """);
  }

  @Test
  void lineEndsByteOrderMarkAndEncodingStayAsTheyAre() {
    ConfigFile toml = ConfigFile.of("a.toml");
    byte[] bytes = "\uFEFFa = 1\r\n[b]\r\nc = 2\r\n".getBytes(UTF_8);

    byte[] changed = toml.changed(bytes, d -> d.set(key("b.d"), number(3), List.of()));

    assertThat(new String(changed, UTF_8)).isEqualTo("\uFEFFa = 1\r\n[b]\r\nc = 2\r\nd = 3\r\n");
    byte[] old = {'a', '=', (byte) 0xe9, '\n'};
    assertThat(
            ConfigFile.of("a.properties")
                .changed(old, d -> d.set(key("b"), Value.text("x"), List.of())))
        .containsExactly('a', '=', 0xe9, '\n', 'b', '=', 'x', '\n');
  }

  @ParameterizedTest
  @CsvSource({"TOML, 'a = 1\n'", "YAML, 'a: 1\n'", "JSON, '{\"a\": 1}'", "PROPERTIES, 'a=1\n'"})
  void whatCannotBeIsRefusedWithItsPlace(ConfigFormat format, String text) {
    Document document = of(format, text);
    assertThatThrownBy(() -> document.move(key("b"), key("c"))).hasMessageContaining("b is not in");
    assertThatThrownBy(() -> document.set(key("a.b"), Value.text("x"), List.of()))
        .hasMessageContaining("GW-373 app:1:")
        .hasMessageContaining("a.b has no place");
    assertThatThrownBy(
            () -> document.set(key("b"), Value.text("x"), List.of()).move(key("a"), key("b")))
        .hasMessageContaining("b is there already");
    assertThat(document.move(key("a"), key("a.b")).root().entries()).containsOnlyKeys("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TOML | 'a = ' | 1:5",
        "TOML | 'a = 1\na = 2' | 2:1",
        "TOML | '[a]\n[a]' | 2:1",
        "TOML | 'a.b = 1\n[a]\nb = 2' | 2:1",
        "TOML | 'a = \"x' | 1:5",
        "TOML | 'a = 01' | 1:5",
        "TOML | 'a = 2026-13-01' | 1:5",
        "TOML | 'a = {x = 1, x = 2}' | 1:13",
        "TOML | '[[a]]\n[a]' | 2:1",
        "TOML | 'a = [1]\n[[a]]' | 2:1",
        "YAML | 'a: 1\na: 2' | 2:1",
        "YAML | 'a: [1' | 1:6",
        "YAML | 'a: *b' | 1:4",
        "YAML | 'a: !!java/object x' | 1:4",
        "YAML | '- a' | 1:1",
        "YAML | 'a: 1\n---\nb: 2' | 2:1",
        "JSON | '{\"a\": 1,}' | 1:9",
        "JSON | '{\"a\": 01}' | 1:7",
        "JSON | '{\"a\": 1, \"a\": 2}' | 1:10",
        "JSON | '{} x' | 1:4",
        "JSON | '{ // c\n}' | 1:3",
        "JSON | '[1]' | 1:1",
        "PROPERTIES | 'a=1\na=2' | 2:1",
        "PROPERTIES | 'a=1\na.b=2' | 2:1",
        "PROPERTIES | 'a=\\u12' | 1:3"
      })
  void brokenFilesAreRefusedWithFileLineAndColumn(ConfigFormat format, String text, String place) {
    assertThatThrownBy(() -> of(format, text)).hasMessageContaining(" app:" + place + ":");
  }

  @Test
  void hostileFilesAreRefusedBeforeTheyAreLarge() {
    assertThatThrownBy(() -> of(ConfigFormat.TOML, "a = " + "[".repeat(100_000)))
        .hasMessageContaining("GW-371");
    assertThatThrownBy(() -> of(ConfigFormat.JSON, "{\"a\":" + "[".repeat(100_000)))
        .hasMessageContaining("GW-371");
    assertThatThrownBy(() -> of(ConfigFormat.YAML, "a: " + "[".repeat(100_000)))
        .hasMessageContaining("GW-37");
    assertThatThrownBy(() -> of(ConfigFormat.PROPERTIES, "a.".repeat(50_000) + "b=1"))
        .hasMessageContaining("GW-371");
    StringBuilder bomb = new StringBuilder("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(("*a" + (i - 1) + ", ").repeat(8)).append("*a").append(i - 1).append("]\n");
    }
    assertThatThrownBy(() -> of(ConfigFormat.YAML, bomb.toString())).hasMessageContaining("GW-371");
    assertThatThrownBy(() -> ConfigFile.of("a.toml").read(new byte[ConfigFile.LARGEST + 1]))
        .hasMessageContaining("GW-371");
    assertThatThrownBy(() -> ConfigFile.of("a.toml").read(new byte[] {'a', (byte) 0xff}))
        .hasMessageContaining("UTF-8");
  }
}
