package io.godwit.knowledge.chunk;

import java.util.function.Consumer;

/**
 * The part of a document that has been read and not yet handed over: at most one chunk, what it
 * shares with the one before, and one segment. It remembers the last places at which it may be cut
 * well. Places are positions in the text; {@code fresh} is where that begins which no chunk has
 * shown yet.
 */
final class Window {

  private static final int NOWHERE = Integer.MIN_VALUE;

  private final Chunking chunking;
  private final HeadingTrail trail;
  private final Consumer<? super Chunk> sink;
  private final StringBuilder text = new StringBuilder();

  private long offset;
  private int fresh;
  private boolean hasBody;
  private boolean cutBetweenBlocks;
  private int blockEnd = NOWHERE;
  private int lineEnd = NOWHERE;
  private int paragraph = NOWHERE;
  private boolean bodyBeforeParagraph;
  private boolean inFence;
  private int fenceBegin = NOWHERE;
  private int fenceEnd = NOWHERE;
  private int chunks;

  Window(Chunking chunking, HeadingTrail trail, Consumer<? super Chunk> sink) {
    this.chunking = chunking;
    this.trail = trail;
    this.sink = sink;
  }

  int chunks() {
    return chunks;
  }

  void append(CharSequence segment, boolean body) {
    text.append(segment);
    hasBody |= body;
    while (text.length() > chunking.max()) {
      cut();
    }
    if (segment.charAt(segment.length() - 1) == '\n') {
      lineEnd = text.length();
    }
  }

  void beginParagraph() {
    paragraph = text.length();
    bodyBeforeParagraph = hasBody;
  }

  /** Here the text may be cut, unless there is nothing but headings before it. */
  void endBlock() {
    if (hasBody && !inFence) {
      blockEnd = text.length();
    }
  }

  void beginFence() {
    endBlock();
    inFence = true;
    fenceBegin = text.length();
  }

  void endFence() {
    inFence = false;
    fenceEnd = text.length();
    endBlock();
  }

  /** A heading follows: ends the section, unless it has nothing but headings so far. */
  void endSection() {
    if (hasBody) {
      emit(text.length());
      moveTo(text.length(), text.length());
    } else if (fresh > 0) {
      moveTo(text.length(), text.length());
    }
  }

  /**
   * What began with the present paragraph turned out to be a heading: ends the section before it.
   */
  void endSectionBeforeParagraph() {
    if (paragraph < fresh) {
      return;
    }
    if (bodyBeforeParagraph) {
      emit(paragraph);
    }
    if (bodyBeforeParagraph || fresh > 0) {
      moveTo(paragraph, paragraph);
    }
    hasBody = false;
  }

  /** The document ends. */
  void finish() {
    if (hasBody || fresh == 0) {
      emit(text.length());
    }
  }

  private void cut() {
    boolean betweenBlocks = blockEnd > fresh;
    if (!betweenBlocks && fresh > 0 && cutBetweenBlocks) {
      moveTo(fresh, fresh);
      return;
    }
    int end = betweenBlocks ? blockEnd : insideBlock();
    emit(end);
    moveTo(overlapBefore(end), end);
    cutBetweenBlocks = betweenBlocks;
  }

  private int insideBlock() {
    int max = chunking.max();
    int least = fresh + (max - fresh) / 4;
    if (lineEnd > least) {
      return lineEnd;
    }
    for (int end = max; end > least; end--) {
      if (Character.isWhitespace(text.charAt(end - 1))) {
        return end;
      }
    }
    return wholeCharacter(max);
  }

  private int overlapBefore(int end) {
    if (inFence && fenceBegin < end) {
      return end;
    }
    int from = Math.max(end - Math.min(chunking.overlap(), end / 2), fenceEnd);
    for (int at = from; at < end; at++) {
      if (Character.isWhitespace(text.charAt(at - 1))) {
        return at;
      }
    }
    return from < end ? wholeCharacter(from) : end;
  }

  private int wholeCharacter(int at) {
    boolean torn = Character.isHighSurrogate(text.charAt(at - 1));
    return torn && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }

  private void emit(int end) {
    int last = end;
    while (last > fresh && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    if (last == fresh) {
      return;
    }
    int first = 0;
    while (Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    String piece = text.substring(first, last);
    sink.accept(new Chunk(chunks, offset + first, offset + last, trail.toString(), piece));
    chunks++;
  }

  private void moveTo(int from, int newFresh) {
    text.delete(0, from);
    offset += from;
    fresh = newFresh - from;
    cutBetweenBlocks = false;
    blockEnd = moved(blockEnd, from);
    lineEnd = moved(lineEnd, from);
    paragraph = moved(paragraph, from);
    fenceBegin = moved(fenceBegin, from);
    fenceEnd = moved(fenceEnd, from);
    hasBody = isText(fresh, text.length());
    bodyBeforeParagraph = paragraph > fresh && isText(fresh, paragraph);
  }

  private static int moved(int place, int by) {
    return place < by ? NOWHERE : place - by;
  }

  private boolean isText(int from, int to) {
    for (int at = from; at < to; at++) {
      if (!Character.isWhitespace(text.charAt(at))) {
        return true;
      }
    }
    return false;
  }
}
