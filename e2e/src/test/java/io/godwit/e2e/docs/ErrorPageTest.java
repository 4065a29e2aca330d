package io.godwit.e2e.docs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.godwit.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every error code of every module, and its row in docs/errors.md. */
@DisplayName("Errors: each code has one meaning, and the page says it")
final class ErrorPageTest {

  private static final Path PAGE = Path.of("..", "docs", "errors.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| *(GW-\\d{3}) *\\| *`(\\w+)` *\\| *(\\w+) *\\|.*\\S.*\\|.*\\S.*\\|$");

  /** What a row of the page's tables says first. */
  private record Row(String id, String name, String kind) {}

  @Test
  void everyCodeStandsOnThePageAsTheCodeHasIt() throws IOException {
    assertThat(rowsOfThePage()).containsExactlyInAnyOrderElementsOf(rowsOfTheCode());
  }

  @Test
  void noCodeMeansTwoThings() {
    Map<String, List<String>> names =
        rowsOfTheCode().stream().collect(groupingBy(Row::id, mapping(Row::name, toList())));

    assertThat(names).allSatisfy((id, meanings) -> assertThat(meanings).hasSize(1));
  }

  private static List<Row> rowsOfThePage() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .map(ROW::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> new Row(matcher.group(1), matcher.group(2), matcher.group(3)))
        .toList();
  }

  private static List<Row> rowsOfTheCode() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.godwit")
            .stream()
            .filter(type -> type.isEnum() && type.isAssignableTo(ErrorCode.class))
            .map(JavaClass::reflect)
            .flatMap(type -> Arrays.stream(type.getEnumConstants()))
            .map(constant -> row((ErrorCode) constant))
            .toList();
  }

  private static Row row(ErrorCode code) {
    return new Row(code.id(), ((Enum<?>) code).name(), code.kind().name().toLowerCase(Locale.ROOT));
  }
}
