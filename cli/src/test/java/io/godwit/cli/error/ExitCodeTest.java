package io.godwit.cli.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.ErrorCode;
import io.godwit.api.error.ErrorKind;
import io.godwit.api.run.RunReport.Ending;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.error.EngineError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit codes of DESIGN.md. */
final class ExitCodeTest {

  @Test
  void theNumbersAreThoseOfTheDesign() {
    assertThat(ExitCode.values()).extracting(ExitCode::number).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @CsvSource({"DONE,0", "FAILED,1", "STOPPED,1", "ATTENTION,3"})
  void whatARunCameToDecides(Ending ending, int number) {
    assertThat(ExitCode.of(ending).number()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "CHANGED_AFTER_APPLY,4",
    "APPLIED_BUT_MISSING,4",
    "WRONG_SOURCE_VERSION,4",
    "NO_SUCH_VERSION,2",
    "NOTHING_TO_UNDO,2",
    "NEEDS_CONSENT,2",
    "NO_SUCH_RUN,2",
    "CHECK_FAILED,4",
    "VERIFICATION_FAILED,4",
    "TARGET_UNHEALTHY,1",
    "ATTENTION_NEEDED,3",
    "OUTCOME_UNDECIDABLE,3",
    "RELEASE_MOVED,4",
    "LEASE_HELD,5",
    "LEASE_LOST,5",
    "STATE_UNREACHABLE,1",
    "STATE_TOO_NEW,2"
  })
  void anErrorOfTheEngineSaysWhoseMoveItIs(EngineError error, int number) {
    assertThat(ExitCode.of(error).number()).isEqualTo(number);
  }

  @Test
  void aWrongConfigurationIsTwo() {
    assertThat(ExitCode.of(ConfigError.UNKNOWN_KEY)).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource({"USER,2", "CONFLICT,4", "EXTERNAL,1", "RESOURCES,1", "INTERNAL,1"})
  void anErrorOfAnExtensionGoesByItsKind(ErrorKind kind, int number) {
    assertThat(ExitCode.of(new Strange(kind)).number()).isEqualTo(number);
  }

  private record Strange(ErrorKind kind) implements ErrorCode {
    @Override
    public String id() {
      return "GW-800";
    }
  }
}
