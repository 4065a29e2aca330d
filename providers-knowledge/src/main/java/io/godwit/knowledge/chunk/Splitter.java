package io.godwit.knowledge.chunk;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cuts a stream of lines into chunks. It follows the structure of the text: a heading always begins
 * a new chunk; a section that is too long is cut between its blocks (paragraphs, fenced code), a
 * block that is too long between its lines, a line that is too long between its words, and only a
 * word that is too long inside. A fenced block that fits into a chunk is never cut. Where a section
 * is cut, the next chunk begins with the end of the last one, from a word's beginning, unless that
 * would tear a block or show half of a fence.
 *
 * <p>A line inside fenced code is never a heading. The rest of a line that is longer than a segment
 * is text whatever it looks like.
 */
final class Splitter {

  private final DocumentFormat format;
  private final Window window;
  private final HeadingTrail trail = new HeadingTrail();
  private int openFence;
  private boolean paragraphOfOneLine;
  private String lastLine = "";

  Splitter(Chunking chunking, DocumentFormat format, Consumer<? super Chunk> sink) {
    this.format = format;
    this.window = new Window(chunking, trail, sink);
  }

  /** Takes the next segment: a line, or a part of one that does not begin a line. */
  void add(CharSequence segment, boolean lineStart) {
    if (!lineStart) {
      endParagraph();
      window.append(segment, true);
    } else if (openFence != 0) {
      addCode(segment);
    } else if (format != DocumentFormat.PLAIN) {
      addMarkdown(segment);
    } else {
      addText(segment);
    }
  }

  /** Hands over what is left. */
  void finish() {
    window.finish();
  }

  int chunks() {
    return window.chunks();
  }

  Optional<String> title() {
    return trail.first();
  }

  private void addCode(CharSequence line) {
    window.append(line, true);
    if (MarkdownLine.closes(line, openFence)) {
      openFence = 0;
      window.endFence();
    }
  }

  private void addMarkdown(CharSequence line) {
    int level = MarkdownLine.headingLevel(line);
    int fence = MarkdownLine.fence(line);
    if (level > 0) {
      window.endSection();
      trail.enter(level, MarkdownLine.headingText(line));
      addHeading(line);
    } else if (fence != 0) {
      window.beginFence();
      window.append(line, true);
      openFence = fence;
      endParagraph();
    } else if (paragraphOfOneLine && MarkdownLine.underlineLevel(line) > 0) {
      window.endSectionBeforeParagraph();
      trail.enter(MarkdownLine.underlineLevel(line), lastLine);
      addHeading(line);
    } else {
      addText(line);
    }
  }

  private void addHeading(CharSequence line) {
    window.append(line, false);
    endParagraph();
  }

  private void addText(CharSequence line) {
    if (MarkdownLine.isBlank(line)) {
      window.append(line, false);
      window.endBlock();
      endParagraph();
      return;
    }
    paragraphOfOneLine = lastLine.isEmpty() && MarkdownLine.isPlainText(line);
    if (paragraphOfOneLine) {
      window.beginParagraph();
    }
    lastLine = line.toString().strip();
    window.append(line, true);
  }

  private void endParagraph() {
    paragraphOfOneLine = false;
    lastLine = "";
  }
}
