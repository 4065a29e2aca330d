package io.godwit.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.config.Default;
import io.godwit.api.config.Key;
import io.godwit.api.config.Setting;
import io.godwit.api.embedding.EmbedderRef;
import io.godwit.api.error.Fault;
import io.godwit.api.name.Digest;
import io.godwit.api.name.TargetName;
import io.godwit.api.name.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinderTest {

  enum Mode {
    IN_MEMORY,
    DATABASE
  }

  record Pool(@Default("10") int size, @Default("30s") Duration maxWait) {
    Pool {
      if (size < 1) {
        throw new IllegalArgumentException("a pool needs at least one connection");
      }
    }
  }

  record Everything(
      String text,
      int count,
      long bytes,
      double ratio,
      boolean on,
      Mode mode,
      Duration pause,
      Version version,
      Digest digest,
      Path path,
      Pool pool,
      List<Pool> pools,
      Set<TargetName> names,
      Map<TargetName, Integer> ports,
      Map<String, Object> free,
      Optional<Version> maybe,
      Setting raw,
      EmbedderRef embedder) {}

  record Small(
      @Key("max_attempts") @Default("3") int maxAttempts,
      @Default("[a, b]") List<String> words,
      @Default("{}") Pool pool,
      Optional<String> note,
      Set<String> tags,
      Map<String, String> labels) {}

  record One(int batchSize) {}

  record Outer(List<One> steps) {}

  record Open(String provider, @Rest Setting.Mapping settings) {}

  @Test
  void everyTypeThatTheApiNamesIsBound() {
    Everything bound =
        bind(
                Everything.class,
                """
                text: 1.10
                count: 1_000
                bytes: 2 GiB
                ratio: 1.5e-3
                on: true
                mode: in-memory
                pause: 1h30m
                version: 2.0.0
                digest: sha256:%s
                path: ../models
                pool: { size: 2 }
                pools: [{}, { max-wait: PT5M }]
                names: [b, a]
                ports: { app: 1 }
                free: { x: [1, { y: z }] }
                maybe: 3
                raw: [anything]
                embedder: { provider: hashing, dimension: 256 }
                """
                    .formatted("0".repeat(64)))
            .orThrow();

    assertThat(bound.text()).isEqualTo("1.10");
    assertThat(bound.count()).isEqualTo(1000);
    assertThat(bound.bytes()).isEqualTo(2L << 30);
    assertThat(bound.ratio()).isEqualTo(0.0015);
    assertThat(bound.mode()).isEqualTo(Mode.IN_MEMORY);
    assertThat(bound.pause()).isEqualTo(Duration.ofMinutes(90));
    assertThat(bound.version()).isEqualTo(new Version("2.0.0"));
    assertThat(bound.path()).isEqualTo(Path.of("../models"));
    assertThat(bound.pool()).isEqualTo(new Pool(2, Duration.ofSeconds(30)));
    assertThat(bound.pools().get(1)).isEqualTo(new Pool(10, Duration.ofMinutes(5)));
    assertThat(bound.names()).containsExactly(new TargetName("b"), new TargetName("a"));
    assertThat(bound.ports()).isEqualTo(Map.of(new TargetName("app"), 1));
    assertThat(bound.free()).isEqualTo(Map.of("x", List.of("1", Map.of("y", "z"))));
    assertThat(bound.maybe()).contains(new Version("3"));
    assertThat(bound.raw().plain()).isEqualTo(List.of("anything"));
    assertThat(bound.embedder().settings()).containsEntry("dimension", "256");
  }

  @Test
  void whatIsNotWrittenTakesItsDefaultOrIsEmpty() {
    Small expected =
        new Small(
            3,
            List.of("a", "b"),
            new Pool(10, Duration.ofSeconds(30)),
            Optional.empty(),
            Set.of(),
            Map.of());

    assertThat(bind(Small.class, "").orThrow()).isEqualTo(expected);
    assertThat(bind(Small.class, "max_attempts:\nnote: ~\ntags:\n").orThrow()).isEqualTo(expected);
  }

  @Test
  void allFaultsAreCollectedAtOnceWithPathAndPlace() {
    List<Fault> faults =
        bind(
                Outer.class,
                """
                steps:
                  - batch-size: many
                  - { batchSize: 5 }
                  - batch-size: [1]
                extra: 1
                """)
            .faults();

    assertThat(faults.stream().map(Fault::toString).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "GW-110 f.yaml:5:8: There is no setting 'extra'; known here: steps.",
            "GW-112 f.yaml:2:17: steps[0].batch-size is 'many', but has to be a whole number.",
            "GW-110 f.yaml:3:18: There is no setting 'batchSize' in steps[1]; did you mean"
                + " 'batch-size'?",
            "GW-111 f.yaml:3:5: steps[1].batch-size is needed and not written; add it.",
            "GW-112 f.yaml:4:17: steps[2].batch-size is a list, but has to be a whole number.");
  }

  @Test
  void theConstructorOfARecordHasTheLastWord() {
    Fault fault = bind(Small.class, "pool: { size: 0 }").faults().get(0);

    assertThat(fault.code()).isEqualTo(ConfigError.BAD_VALUE);
    assertThat(fault.message()).isEqualTo("pool cannot be: a pool needs at least one connection");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          count: 2147483648     | GW-113 | from -2147483648
          count: 1.5            | GW-112 | a whole number
          count: 1GiB           | GW-112 | a whole number
          bytes: 9999999 TiB    | GW-113 | 9223372036854775807
          ratio: NaN            | GW-112 | a number
          on: yes               | GW-112 | true or false
          mode: databse         | GW-113 | did you mean 'database'
          mode: paper           | GW-112 | one of in-memory, database
          pause: 30             | GW-112 | a duration
          version: a b          | GW-113 | is not a name
          digest: abc           | GW-113 | begins with sha256:
          pool: 5               | GW-112 | a mapping with size, max-wait
          pools: {}             | GW-112 | a list
          names: [a/b]          | GW-113 | names[0]
          ports: { a b: 1 }     | GW-113 | ports: the key
          embedder: [x]         | GW-112 | name of an embedder
          text: { a: 1 }        | GW-112 | a text
          """)
  void aValueThatDoesNotFitIsRefusedWithItsReason(String line, String code, String part) {
    Optional<Fault> fault =
        bind(Everything.class, line).faults().stream()
            .filter(f -> !f.code().equals(ConfigError.MISSING_KEY))
            .findFirst();

    assertThat(fault).map(f -> f.code().id()).contains(code);
    assertThat(fault.orElseThrow().message()).contains(part);
  }

  @Test
  void theRestOfTheKeysGoesToWhoeverBindsIt() {
    Open open = bind(Open.class, "provider: data\nurl: x\nsize: 3").orThrow();

    assertThat(open.settings().plain()).isEqualTo(Map.of("url", "x", "size", "3"));
  }

  @Test
  void anEmbedderIsNamedOrDescribed() {
    record Step(EmbedderRef embedder) {}

    assertThat(bind(Step.class, "embedder: small").orThrow().embedder())
        .isEqualTo(EmbedderRef.named("small"));
  }

  @Test
  void noMessageRepeatsASecret() {
    Secrets secrets = new Secrets();
    secrets.add("hunter2-" + "x".repeat(100));

    Fault fault =
        new Binder(secrets)
            .bind(One.class, mapping("batch-size: hunter2-" + "x".repeat(100)), "")
            .faults()
            .get(0);

    assertThat(fault.message()).contains("***").doesNotContain("hunter2");
  }

  @Test
  void aRecordThatCannotBeBoundIsItsAuthorsFault() {
    record Strange(Thread thread) {}

    assertThatThrownBy(() -> bind(Strange.class, "thread: 1"))
        .hasMessageContaining("GW-114")
        .hasMessageContaining("java.lang.Thread");
  }

  @Test
  void hugeNumbersAndLongValuesCostNothing() {
    String long1 = "9".repeat(1_000_000);

    assertThat(bind(One.class, "batch-size: " + long1).faults().get(0).message())
        .hasSizeLessThan(200);
    assertThat(bind(One.class, "? " + long1 + "\n: 1").faults()).hasSize(2);
  }

  private static <R extends Record> Bound<R> bind(Class<R> type, String yaml) {
    return new Binder(new Secrets()).bind(type, mapping(yaml), "");
  }

  private static Setting.Mapping mapping(String yaml) {
    return SettingReader.readMapping(yaml.getBytes(StandardCharsets.UTF_8), "f.yaml").orThrow();
  }
}
