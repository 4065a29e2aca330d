package io.godwit.knowledge.step;

import io.godwit.api.content.ContentTransform;
import io.godwit.api.content.Memory;

/** Rewrites even documents and remembers how long all that it has seen were. */
class Shout implements ContentTransform {

  @Override
  public String name() {
    return "shout";
  }

  @Override
  public boolean selects(Memory memory) {
    return !memory.id().endsWith("doc1.md");
  }

  @Override
  public Memory transform(Memory memory) throws Exception {
    Memory known = memory.with("length", memory.text().length());
    return memory.text().hashCode() % 2 == 0
        ? known.withText(memory.text().replace("Paragraph", "PARAGRAPH"))
        : known;
  }
}
