package io.godwit.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrows point one way. */
final class ModuleBoundariesTest {

  private static final String ENGINE = "io.godwit.engine..";
  private static final String CLI = "io.godwit.cli..";
  private static final String STORAGES = "io.godwit.storage..";
  private static final List<String> PROVIDERS =
      List.of("io.godwit.data..", "io.godwit.knowledge..", "io.godwit.model..");

  @Test
  void everyModuleIsRead() {
    Set<String> parts =
        Godwit.CLASSES.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.split("\\.", -1)[2])
            .collect(Collectors.toSet());

    assertThat(parts)
        .contains(
            "api",
            "testkit",
            "sql",
            "config",
            "program",
            "engine",
            "data",
            "knowledge",
            "model",
            "storage",
            "cli");
  }

  @Test
  void noPackageIsPartOfACycle() {
    SlicesRuleDefinition.slices()
        .matching("io.godwit.(**)")
        .should()
        .beFreeOfCycles()
        .check(Godwit.CLASSES);
  }

  @Test
  void apiSeesNothingButItself() {
    refuse("io.godwit.api..", "io.godwit.sql..", "io.godwit.config..", "io.godwit.testkit..");
    refuse("io.godwit.api..", ENGINE, CLI, STORAGES);
    refuse("io.godwit.api..", PROVIDERS.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.godwit.data..", "io.godwit.knowledge..", "io.godwit.model.."})
  void aProviderSeesNeitherEngineNorAnotherProvider(String provider) {
    refuse(provider, ENGINE, CLI, STORAGES);
    refuse(
        provider,
        PROVIDERS.stream().filter(other -> !other.equals(provider)).toArray(String[]::new));
  }

  @Test
  void theEngineSeesNoProviderAndNoStorage() {
    refuse(ENGINE, CLI, STORAGES);
    refuse(ENGINE, PROVIDERS.toArray(String[]::new));
  }

  @Test
  void theFormsOfConfigurationFilesSeeNeitherEngineNorProvider() {
    refuse("io.godwit.config..", ENGINE, CLI, STORAGES, "io.godwit.sql..");
    refuse("io.godwit.config..", PROVIDERS.toArray(String[]::new));
  }

  @Test
  void aStorageSeesNeitherEngineNorProvider() {
    refuse(STORAGES, ENGINE, CLI, "io.godwit.sql..", "io.godwit.config..");
    refuse(STORAGES, PROVIDERS.toArray(String[]::new));
  }

  @Test
  void theCommandLineNamesNoProviderAndNoStorage() {
    refuse(CLI, STORAGES);
    refuse(CLI, PROVIDERS.toArray(String[]::new));
  }

  @Test
  void onlyTheTwoCompositionRootsSeeGuice() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.godwit.engine.wiring..", CLI)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.inject..")
        .check(Godwit.CLASSES);
  }

  private static void refuse(String from, String... to) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .check(Godwit.CLASSES);
  }
}
