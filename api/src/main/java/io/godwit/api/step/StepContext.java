package io.godwit.api.step;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.content.ContentTransform;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.TargetName;
import io.godwit.api.row.RowTransform;
import io.godwit.api.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What a step may use while it runs. */
public interface StepContext {

  /** What is being done, with the keys for receipts and the fencing token. */
  Effect effect();

  /** How far this verb has come, by the journal; {@link Checkpoint#NONE} at first. */
  Checkpoint checkpoint();

  /**
   * How far APPLY has come in the run that first applied the step: what UNDO, PUBLISH and RETIRE go
   * by.
   */
  Checkpoint applied();

  /**
   * An input that the plan named, as it was when the plan was frozen.
   *
   * @throws io.godwit.api.error.GodwitException if the plan named no such input or its bytes are
   *     broken
   */
  FileTree input(String name);

  /**
   * That input's content in the repository, for steps that publish just what was captured.
   *
   * @throws io.godwit.api.error.GodwitException if the plan named no such input
   */
  StagedArtifact staged(String name);

  /** The repository. */
  Artifacts artifacts();

  /**
   * The repository of another environment of the project, to be read: what would change it is
   * refused. It stays open as long as the engine.
   *
   * @throws io.godwit.api.error.GodwitException if there is no such environment, or its settings
   *     cannot be right
   */
  default Artifacts artifacts(String environment) {
    throw new UnsupportedOperationException("there is no other environment than the step's own");
  }

  /** The embedders that the project configures. */
  Embedders embedders();

  /**
   * What changes the content of documents, by its name.
   *
   * @throws io.godwit.api.error.GodwitException if none of that name was found; the message says
   *     what was, and where
   */
  default ContentTransform transform(String name) {
    throw new UnsupportedOperationException("there are no transforms of content here");
  }

  /**
   * What makes rows out of rows, by its name.
   *
   * @throws io.godwit.api.error.GodwitException if none of that name was found; the message says
   *     what was, and where
   */
  default RowTransform rowTransform(String name) {
    throw new UnsupportedOperationException("there are no transforms of rows here");
  }

  /**
   * Another target of the project, for a step that reads from it. A step changes no target but its
   * own.
   *
   * @throws io.godwit.api.error.GodwitException if there is none of that name, or its settings
   *     cannot be right
   */
  default Target target(TargetName name) {
    throw new UnsupportedOperationException("there is no other target than the step's own");
  }

  /** The time. */
  InstantSource clock();

  /**
   * Whether a person has asked the run to stop: a step that works in batches returns after the
   * present one.
   */
  boolean stopRequested();

  /**
   * Waits inside an effect: for a moment that a busy store needs, or until somebody lets the step
   * go on. It ends early when a person asks the run to stop or the time is up, and counts as time
   * of the step. Only between transactions.
   */
  default void rest(Duration duration) {}

  /**
   * When the time of this effect is up. From then on the engine interrupts the thread that it is
   * called on, and calls what {@link #whenTimeIsUp} was given, until the effect has ended. An
   * effect that ends for this reason says how it ended as always: nothing changed, or not known.
   */
  default Instant deadline() {
    return Instant.MAX;
  }

  /**
   * Asks to be called, on another thread, when the time is up: for what does not hear an interrupt,
   * such as a statement that a database works on. It may be called several times, until the handle
   * is closed; not after that.
   */
  default Alarm whenTimeIsUp(Runnable cancel) {
    return () -> {};
  }
}
