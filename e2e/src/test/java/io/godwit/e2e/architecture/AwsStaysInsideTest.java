package io.godwit.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever uses the S3 storage can upgrade the AWS SDK, or not have it, without a word from us. */
final class AwsStaysInsideTest {

  private static final String SDK = "software.amazon.";

  @Test
  void onlyTheS3StorageUsesTheSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.godwit.storage.s3..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(SDK + ".")
        .check(Godwit.CLASSES);
  }

  @Test
  void noPublicSignatureNamesTheSdk() {
    classes()
        .that()
        .resideInAPackage("io.godwit.storage.s3..")
        .and()
        .arePublic()
        .should(nameNoSdkTypeInPublic())
        .allowEmptyShould(true)
        .check(Godwit.CLASSES);
  }

  private static ArchCondition<JavaClass> nameNoSdkTypeInPublic() {
    return new ArchCondition<>("name no SDK type in a public signature") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        supertypes(type)
            .filter(AwsStaysInsideTest::namesTheSdk)
            .forEach(found -> report(type, type.getName(), found, events));
        type.getFields().stream()
            .filter(field -> visible(field.getModifiers()))
            .forEach(field -> checkField(type, field, events));
        type.getCodeUnits().stream()
            .filter(unit -> visible(unit.getModifiers()))
            .forEach(unit -> checkCodeUnit(type, unit, events));
      }
    };
  }

  private static Stream<JavaType> supertypes(JavaClass type) {
    return Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
  }

  private static void checkField(JavaClass type, JavaField field, ConditionEvents events) {
    if (namesTheSdk(field.getType())) {
      report(type, field.getFullName(), field.getType(), events);
    }
  }

  private static void checkCodeUnit(JavaClass type, JavaCodeUnit unit, ConditionEvents events) {
    Stream<JavaType> named =
        Stream.of(
                Stream.of(unit.getReturnType()),
                unit.getParameterTypes().stream(),
                unit.getExceptionTypes().stream())
            .flatMap(types -> types);
    named
        .filter(AwsStaysInsideTest::namesTheSdk)
        .forEach(found -> report(type, unit.getFullName(), found, events));
  }

  private static boolean visible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean namesTheSdk(JavaType type) {
    return type.getAllInvolvedRawTypes().stream()
        .anyMatch(involved -> involved.getPackageName().startsWith(SDK));
  }

  private static void report(JavaClass type, String where, JavaType found, ConditionEvents events) {
    events.add(SimpleConditionEvent.violated(type, where + " names " + found.getName()));
  }
}
