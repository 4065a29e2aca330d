package io.godwit.api.step;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.artifact.StagedArtifact;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.file.FileTree;
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

  /** The embedders that the project configures. */
  Embedders embedders();

  /** The time. */
  InstantSource clock();

  /**
   * Whether a person has asked the run to stop: a step that works in batches returns after the
   * present one.
   */
  boolean stopRequested();
}
