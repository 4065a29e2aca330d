package io.godwit.cli.progress;

import io.godwit.api.run.MigrationView;
import io.godwit.api.run.RunEvent;
import java.util.List;
import java.util.function.Consumer;

/** Tells a person what a run is doing while it does it. */
public interface Progress extends Consumer<RunEvent>, AutoCloseable {

  /** What may run, so that steps can be counted. */
  void expect(List<MigrationView> migrations);

  /** Leaves nothing behind that results would have to be written around. */
  @Override
  void close();

  /** Tells nobody. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void accept(RunEvent event) {}

      @Override
      public void expect(List<MigrationView> migrations) {}

      @Override
      public void close() {}
    };
  }
}
