package io.godwit.model.onnxruntime;

import ai.onnxruntime.OrtException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A thread for one piece of native work. ONNX Runtime takes more stack, when it is loaded and when
 * it optimises a graph, than a JVM gives its threads (1 MiB on Linux): it would end the process.
 */
public final class DeepThread {

  private static final long STACK = 32L << 20;

  private DeepThread() {}

  /** Does the work and waits for it, also when interrupted: native code does not hear that. */
  public static <R> R call(Callable<R> work) throws OrtException {
    FutureTask<R> task = new FutureTask<>(work);
    Thread thread = new Thread(null, task, "godwit-onnxruntime", STACK);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw known(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static OrtException known(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof OrtException known) {
      return known;
    }
    if (cause instanceof RuntimeException known) {
      throw known;
    }
    if (cause instanceof Error known) {
      throw known;
    }
    throw new IllegalStateException("the work throws nothing else", cause);
  }
}
