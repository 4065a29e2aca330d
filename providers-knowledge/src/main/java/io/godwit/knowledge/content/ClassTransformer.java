package io.godwit.knowledge.content;

import io.godwit.api.content.ContentTransform;
import io.godwit.api.content.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A class that transforms documents. */
final class ClassTransformer implements Transformer {

  private final ContentTransform transform;

  ClassTransformer(ContentTransform transform) {
    this.transform = transform;
  }

  String revision() {
    return transform.revision();
  }

  @Override
  public List<Result> apply(List<Memory> memories) {
    List<Result> results = new ArrayList<>(memories.size());
    for (Memory memory : memories) {
      results.add(apply(memory));
    }
    return results;
  }

  private Result apply(Memory memory) {
    try {
      if (!transform.selects(memory)) {
        return Result.of(memory);
      }
      Memory result = transform.transform(memory);
      return result.id().equals(memory.id())
          ? Result.of(result)
          : new Result(memory, Optional.of("it got the id " + result.id()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(memory, Optional.of("it was interrupted"));
    } catch (Exception | LinkageError e) {
      return new Result(memory, Optional.of(e.toString()));
    }
  }
}
