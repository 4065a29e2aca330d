package io.godwit.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.outcome.Attempt;
import io.godwit.api.storage.ObjectHead;
import io.godwit.api.storage.Register;
import io.godwit.api.storage.RegisterValue;
import io.godwit.api.storage.Storage;
import io.godwit.engine.repository.StorageProbe.Finding;
import io.godwit.engine.repository.file.FileStorage;
import io.godwit.engine.repository.work.Workers;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageProbeTest {

  @TempDir Path folder;
  private final ExecutorService pool = Executors.newFixedThreadPool(8);

  @AfterEach
  void stop() {
    pool.shutdown();
  }

  @Test
  @DisplayName("A9: a folder does all that the repository relies on, and the probe leaves nothing")
  void aFolderDoesAllThatIsNeeded() {
    Storage storage = new FileStorage(folder);

    List<Finding> findings = probe(storage);

    assertThat(findings).hasSizeGreaterThan(14).allMatch(Finding::holds);
    assertThat(StorageProbe.registerIsSafe(findings)).isTrue();
    try (Stream<ObjectHead> left = storage.list("probe/")) {
      assertThat(left.filter(head -> !head.key().value().endsWith(".lock"))).isEmpty();
    }
  }

  @Test
  void aStorageThatIgnoresConditionsIsFoundOut() {
    Storage careless = careless(new FileStorage(folder));

    List<Finding> findings = probe(careless);

    assertThat(StorageProbe.registerIsSafe(findings)).isFalse();
    assertThat(findings)
        .filteredOn(finding -> !finding.holds())
        .extracting(Finding::what)
        .contains("a swap with an old tag is refused", "a swap of what is not there is refused")
        .anyMatch(what -> what.startsWith("of 8 that swap one value one succeeds"));
    assertThat(findings).filteredOn(Finding::needed).allMatch(Finding::holds);
  }

  @Test
  void aStorageWithoutRegistersSaysSo() {
    Storage storage = answering(new FileStorage(folder), "register", Optional.empty());

    assertThat(probe(storage))
        .filteredOn(finding -> !finding.holds())
        .singleElement()
        .satisfies(finding -> assertThat(finding.detail()).contains("says it cannot"));
  }

  private List<Finding> probe(Storage storage) {
    Places places = new Places();
    return new StorageProbe(storage, places.tools(Workers.NONE).ids(), new Workers(pool, 8)).run();
  }

  /** Swaps whatever the tag is, as some servers do. */
  private static Storage careless(Storage storage) {
    return (Storage)
        Proxy.newProxyInstance(
            StorageProbeTest.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(storage, arguments);
              return method.getName().equals("register")
                  ? ((Optional<?>) result).map(r -> careless((Register) r))
                  : result;
            });
  }

  private static Register careless(Register register) {
    return new Register() {
      @Override
      public Optional<RegisterValue> read() {
        return register.read();
      }

      @Override
      public Attempt<String> compareAndSet(Optional<String> expected, byte[] value) {
        Attempt<String> outcome = register.compareAndSet(tag(), value);
        while (!(outcome instanceof Attempt.Done)) {
          outcome = register.compareAndSet(tag(), value);
        }
        return outcome;
      }

      private Optional<String> tag() {
        return register.read().map(RegisterValue::tag);
      }
    };
  }

  private static Storage answering(Storage storage, String name, Object answer) {
    return (Storage)
        Proxy.newProxyInstance(
            StorageProbeTest.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) ->
                method.getName().equals(name) ? answer : method.invoke(storage, arguments));
  }
}
