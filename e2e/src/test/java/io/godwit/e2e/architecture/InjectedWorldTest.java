package io.godwit.e2e.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The engine's core is a function of journal and clock: time, chance and threads come in from
 * outside, through the named adapters. That is what a simulation rests on.
 */
final class InjectedWorldTest {

  private static final String[] ADAPTERS = {
    "io.godwit.engine.wiring..", "io.godwit.engine.clock.."
  };

  /** Types that may not be used at all: who touches one has a thread, or chance, of its own. */
  private static final Set<String> TYPES =
      Set.of(
          "java.lang.Thread",
          "java.security.SecureRandom",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.Timer",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.Executors",
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.ScheduledThreadPoolExecutor",
          "java.util.concurrent.ThreadLocalRandom",
          "java.util.concurrent.ThreadPoolExecutor",
          "java.util.concurrent.locks.LockSupport");

  /** Types that may be used, but not asked for these. */
  private static final Set<String> METHODS =
      Set.of(
          "java.lang.Math.random",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.util.Collection.parallelStream",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.TimeUnit.sleep");

  @Test
  void theEnginesCoreTakesTimeChanceAndThreadsFromOutside() {
    noClasses()
        .that()
        .resideInAPackage("io.godwit.engine..")
        .and()
        .resideOutsideOfPackages(ADAPTERS)
        .should(accessTargetWhere(reachesForTheWorld()))
        .check(Godwit.CLASSES);
  }

  private static DescribedPredicate<JavaAccess<?>> reachesForTheWorld() {
    return DescribedPredicate.describe(
        "is time, chance or a thread",
        access -> reaches(access.getTargetOwner().getName(), access));
  }

  private static boolean reaches(String owner, JavaAccess<?> access) {
    String name = access.getTarget().getName();
    boolean readsAClock =
        owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system"));
    boolean interrupts = owner.equals("java.lang.Thread") && restoresInterrupt(name);
    return readsAClock
        || (TYPES.contains(owner) && !interrupts)
        || METHODS.contains(owner + "." + name);
  }

  /** Code that is interrupted says so to its caller; that starts nothing. */
  private static boolean restoresInterrupt(String method) {
    return Set.of("currentThread", "interrupt", "interrupted", "isInterrupted").contains(method);
  }
}
