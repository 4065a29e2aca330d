package io.godwit.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.godwit.api.error.Fault;
import io.godwit.api.error.Place;
import io.godwit.cli.command.Samples;
import io.godwit.cli.error.ExitCode;
import io.godwit.cli.error.Trouble;
import io.godwit.engine.config.ConfigError;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class JsonDocumentTest {

  @Test
  @DisplayName("F4: the migration object has these names")
  void theMigrationObjectHasItsNames() throws IOException {
    JsonNode migration = read(Samples.embedder("completed"));

    assertThat(migration.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "name",
            "type",
            "source_version",
            "target_version",
            "status",
            "steps",
            "created_at",
            "started_at",
            "completed_at",
            "run");
    assertThat(migration.get("started_at").textValue()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(migration.get("steps").get(0).fieldNames())
        .toIterable()
        .containsExactly("id", "name", "type", "target", "status", "moved");
  }

  @Test
  void whatIsEmptyIsLeftOut() throws IOException {
    JsonNode migration = read(Samples.create("pending"));

    assertThat(migration.has("source_version")).isFalse();
    assertThat(migration.has("started_at")).isFalse();
    assertThat(migration.has("error")).isFalse();
  }

  @Test
  @DisplayName("DESIGN.md: status --json has these members, null where there is nothing")
  void statusAlwaysHasAllItsMembers() throws IOException {
    JsonNode status = read(Samples.empty());

    assertThat(status.fieldNames())
        .toIterable()
        .containsExactly(
            "system", "release", "targets", "applied", "pending", "running", "attention", "lease");
    assertThat(List.of("release", "running", "attention", "lease"))
        .allMatch(member -> status.get(member).isNull());
  }

  @Test
  void aTargetWithoutADigestHasNoSuchMember() throws IOException {
    JsonNode target = read(Samples.status()).get("targets").get(1);

    assertThat(target.fieldNames()).toIterable().containsExactly("name", "provider", "holds");
  }

  @Test
  void namesOfTargetsAndWhatTheyHoldAreNotRewritten() throws IOException {
    assertThat(read(Map.of("myTarget", 1)).has("myTarget")).isTrue();
  }

  @Test
  void aReportThatIsDoneHasNoErrorAndOneThatIsNotHasItsCode() throws IOException {
    JsonNode done = read(ReportJson.of(Samples.done(), 0));
    JsonNode failed = read(ReportJson.of(Samples.failed(), 1));

    assertThat(done.get("ending").textValue()).isEqualTo("done");
    assertThat(done.get("release").textValue()).isEqualTo("2.0.0");
    assertThat(done.has("error")).isFalse();
    assertThat(failed.at("/error/code").textValue()).isEqualTo("GW-303");
    assertThat(failed.at("/error/message").textValue()).contains("no such table");
    assertThat(failed.get("exit_code").intValue()).isEqualTo(1);
  }

  @Test
  void anErrorHasCodeKindMessageAndThePartsOfItsPlaceThatAreKnown() throws IOException {
    Trouble trouble =
        new Trouble(
            List.of(
                Fault.at(new Place("godwit.yaml", 3, 0), ConfigError.UNKNOWN_KEY, "No such key."),
                Fault.of(ConfigError.NO_STEPS, "No steps.")),
            "",
            "",
            ExitCode.USAGE);
    JsonNode json = read(TroubleJson.of(trouble));

    assertThat(json.get("error").toString())
        .isEqualTo(
            "{\"code\":\"GW-110\",\"kind\":\"user\",\"message\":\"No such key.\","
                + "\"place\":{\"file\":\"godwit.yaml\",\"line\":3}}");
    assertThat(json.get("faults")).hasSize(2);
    assertThat(json.get("exit_code").intValue()).isEqualTo(2);
    assertThat(json.has("state")).isFalse();
  }

  @Test
  void theDocumentIsIndentedTheSameEverywhere() {
    assertThat(JsonDocument.of(Map.of("b", List.of(), "a", List.of(1, 2))))
        .isEqualTo(
            """
            {
              "a": [
                1,
                2
              ],
              "b": []
            }
            """);
  }

  private static JsonNode read(Object view) throws IOException {
    return new JsonMapper().readTree(JsonDocument.of(view));
  }
}
