package io.godwit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Database URLs are taken apart, and their secrets stay out of messages (P9)")
class DatabaseUrlTest {

  private static final Path FOLDER = Path.of("/project");

  private static DatabaseUrl parse(String url) {
    return DatabaseUrl.parse(url, FOLDER);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:sqlite:app.db, jdbc:sqlite:/project/app.db",
    "jdbc:sqlite:../app.db?busy_timeout=9, jdbc:sqlite:/app.db",
    "JDBC:SQLITE:/var/lib/app.db, jdbc:sqlite:/var/lib/app.db",
    "jdbc:postgresql://db:5433/app?user=u&password=hunter2, jdbc:postgresql://db:5433/app",
    "jdbc:postgresql://u:hunter2@db/app, jdbc:postgresql://db/app",
    "postgres://u:hun%40ter2@db:5432/app?sslmode=require, jdbc:postgresql://db:5432/app",
    "postgresql://db/app, jdbc:postgresql://db/app",
    "postgresql://u:hunter2@a:1;b:2/app, jdbc:postgresql://a:1;b:2/app",
  })
  void whatIsShownHasNoUserAndNoPassword(String url, String shown) {
    assertThat(parse(url.replace(';', ','))).hasToString(shown.replace(';', ','));
  }

  @Test
  void whatTheDriverGetsHasThem() {
    assertThat(parse("postgres://u:hun%40t+er2@db/app?sslmode=require").properties())
        .containsEntry("user", "u")
        .containsEntry("password", "hun@t+er2")
        .containsEntry("sslmode", "require");
  }

  @Test
  void theFileOfADatabaseIsRelativeToTheProject() {
    assertThat(parse("jdbc:sqlite:data/app.db").file()).contains(FOLDER.resolve("data/app.db"));
    assertThat(parse("jdbc:postgresql://db/app").file()).isEmpty();
  }

  @Test
  void messagesOfDriversAreScrubbed() {
    DatabaseUrl url = parse("jdbc:postgresql://u:hunter2@db/app?sslpassword=tls");
    assertThat(url.scrub("no login with hunter2 or tls")).isEqualTo("no login with *** or ***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://u:hunter2@db/app",
        "u:hunter2@db",
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite:file:x?mode=memory",
        "jdbc:postgresql://db/app?password=hunter2%zz",
        "",
      })
  void whatCannotBeRightIsRefusedWithoutItsSecrets(String url) {
    assertThatThrownBy(() -> parse(url))
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(SqlError.BAD_URL))
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void whatTheDriverRefusesIsRefusedWithoutItsSecrets() {
    try (Database database =
        Database.open(
            parse("jdbc:postgresql://db:port/app?password=hunter2"), DatabaseSettings.SCRIPTS)) {
      assertThatThrownBy(database::connection)
          .isInstanceOf(GodwitException.class)
          .message()
          .doesNotContain("hunter2");
    }
  }
}
