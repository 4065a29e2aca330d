package io.godwit.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceholdersTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "DB", "jdbc:postgresql://svc:p%40ss-word@db:5432/app",
          "KEY", "sk-12345678",
          "ODD", "$1 \\ ${KEY}");

  @TempDir Path project;
  private final Secrets secrets = new Secrets();

  @Test
  void variablesAndFilesAreFilledIn() throws IOException {
    Files.writeString(project.resolve("password.txt"), "open sesame\n");

    assertThat(filled("a: ${KEY}/x\nb: ['${file:password.txt}']\nc: $5 $x\n").orThrow().plain())
        .isEqualTo(Map.of("a", "sk-12345678/x", "b", List.of("open sesame"), "c", "$5 $x"));
  }

  @Test
  void twoDollarsStandForThemselvesAndValuesAreNotFilledInAgain() {
    assertThat(filled("a: $${KEY}\nb: ${ODD}").orThrow().plain())
        .isEqualTo(Map.of("a", "${KEY}", "b", "$1 \\ ${KEY}"));
  }

  @Test
  void everyPlaceholderThatCannotBeFilledIsAFaultWithItsPlace() throws IOException {
    Files.createDirectory(project.resolve("folder"));
    List<Fault> faults =
        filled("a: ${NONE}\nb: ${file:none.txt}\nc: ${file:folder}\nd: ${a b}\ne: ${KEY\n")
            .faults();

    assertThat(faults).extracting(Fault::code).containsOnly(ConfigError.PLACEHOLDER);
    assertThat(faults)
        .extracting(f -> f.place().map(Place::line).orElse(0))
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(faults.get(0).message()).contains("NONE");
  }

  @Test
  void whatWasFilledInIsHiddenInEveryText() {
    filled("a: ${DB}\nb: ${KEY}").orThrow();

    assertThat(secrets.redact("no answer from jdbc:postgresql://svc:p%40ss-word@db:5432/app"))
        .isEqualTo("no answer from jdbc:postgresql://svc:***@db:5432/app");
    assertThat(secrets.redact("password p@ss-word is wrong, key sk-12345678 too"))
        .isEqualTo("password *** is wrong, key *** too");
  }

  @Test
  void ofADatabasesUrlThePasswordIsHiddenAndTheRestIsTold() {
    Secrets known = new Secrets();
    known.add("jdbc:postgresql://db:5432/app?user=svc&password=sesame%21&ssl=true");

    assertThat(known.redact("jdbc:postgresql://db:5432/app does not answer"))
        .isEqualTo("jdbc:postgresql://db:5432/app does not answer");
    assertThat(known.redact("jdbc:postgresql://db:5432/app?user=svc&password=sesame%21&ssl=true"))
        .doesNotContain("sesame");
    assertThat(known.redact("wrong password sesame! for svc")).doesNotContain("sesame!");
  }

  @Test
  void passwordsInAddressesAreHiddenWhereverTheyComeFrom() {
    assertThat(secrets.redact("postgresql://svc:p@ss/w@db/app failed"))
        .isEqualTo("postgresql://svc:***@db/app failed");
    assertThat(secrets.redact("jdbc:postgresql://db/app?user=svc&password=abc&ssl=true"))
        .isEqualTo("jdbc:postgresql://db/app?user=svc&password=***&ssl=true");
    assertThat(secrets.redact("Authorization: Bearer abc.def")).endsWith("Bearer ***");
    assertThat(secrets.redact("http://localhost:8080/v1")).isEqualTo("http://localhost:8080/v1");
  }

  @Test
  void hidingTakesTimeInProportionToTheText() {
    for (String hostile : new String[] {"password", "://", "://a:", "a.b-", "bearer "}) {
      assertThat(secrets.redact(hostile.repeat(20_000))).isNotEmpty();
    }
  }

  private Bound<Setting.Mapping> filled(String yaml) {
    Setting.Mapping read =
        SettingReader.readMapping(yaml.getBytes(StandardCharsets.UTF_8), "godwit.yaml").orThrow();
    return new Placeholders(name -> Optional.ofNullable(ENVIRONMENT.get(name)), project, secrets)
        .fill(read);
  }
}
