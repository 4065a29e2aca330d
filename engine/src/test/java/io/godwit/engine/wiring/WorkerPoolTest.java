package io.godwit.engine.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.engine.repository.work.Task;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The threads of the repository")
@Timeout(60)
class WorkerPoolTest {

  private static final int COUNT = 3;

  @Test
  void asManyTasksRunAtATimeAsThereAreThreads() {
    try (WorkerPool pool = new WorkerPool(COUNT)) {
      CyclicBarrier all = new CyclicBarrier(COUNT);
      List<Task<Integer>> tasks =
          IntStream.range(0, COUNT * 4)
              .mapToObj(n -> pool.workers().submit(() -> meet(all, n)))
              .toList();
      assertThat(tasks.stream().map(Task::join))
          .isEqualTo(IntStream.range(0, COUNT * 4).boxed().toList());
    }
  }

  @Test
  void noProcessIsKeptAlive() {
    try (WorkerPool pool = new WorkerPool(COUNT)) {
      assertThat(pool.workers().submit(() -> Thread.currentThread().isDaemon()).join()).isTrue();
    }
  }

  @Test
  void nothingIsTakenOnceItIsClosed() {
    WorkerPool pool = new WorkerPool(COUNT);
    pool.close();
    assertThatThrownBy(() -> pool.workers().submit(() -> 1))
        .isInstanceOf(RejectedExecutionException.class);
  }

  private static int meet(CyclicBarrier all, int n) {
    try {
      all.await();
      return n;
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
