package io.godwit.cli.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.godwit.api.run.RunReport;
import io.godwit.cli.error.TroubleText;
import java.util.Optional;

/**
 * What {@code up} or {@code down} came to, for JSON: the report, and where it did not do what was
 * asked, an error like any other command's.
 *
 * @param report the report, whose members stand beside the others
 * @param error why; empty when all is done
 * @param exitCode what the process says
 */
public record ReportJson(@JsonUnwrapped RunReport report, Optional<ErrorJson> error, int exitCode) {

  /** Why a report is not what was asked. */
  public record ErrorJson(Optional<String> code, String message) {}

  /** The report as JSON shows it. */
  public static ReportJson of(RunReport report, int exitCode) {
    return new ReportJson(
        report,
        report.ending() == RunReport.Ending.DONE ? Optional.empty() : Optional.of(error(report)),
        exitCode);
  }

  private static ErrorJson error(RunReport report) {
    return new ErrorJson(TroubleText.code(report.message()), report.message());
  }
}
