package io.godwit.e2e.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.beFinal;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Small rules that hold everywhere. */
final class HouseRulesTest {

  @Test
  void onlyTheCommandLineWritesToTheStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.godwit.cli..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(Godwit.CLASSES);
  }

  @Test
  void nothingLogsPastSlf4j() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..",
            "org.apache..logging..",
            "org.apache.log4j..",
            "ch.qos.logback..")
        .check(Godwit.CLASSES);
  }

  @Test
  void noStaticFieldCanChange() {
    fields().that().areStatic().should(beFinal()).allowEmptyShould(true).check(Godwit.CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes().should(resideInANullMarkedPackage()).check(Godwit.CLASSES);
  }

  @Test
  void aPackageIsNamedForWhatItDoes() {
    noClasses()
        .should()
        .resideInAnyPackage("..common..", "..helper..", "..impl..", "..manager..", "..util..")
        .check(Godwit.CLASSES);
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return ArchCondition.from(
        DescribedPredicate.describe(
            "reside in a package whose package-info is @NullMarked",
            type -> type.getPackage().isAnnotatedWith(NullMarked.class)));
  }
}
