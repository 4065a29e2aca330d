package io.godwit.knowledge.chunk;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.KnowledgeError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads one document from its bytes to its chunks, in one pass and with memory that does not grow
 * with the document, not even when all of it is one line: lines reach the splitter in segments. Of
 * HTML the Markdown is cut that it is turned into.
 */
public final class DocumentReader {

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_SEGMENT = 8192;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String path;
  private final Splitter splitter;
  private final MessageDigest sha256 = Digest.sha256();
  private final StringBuilder segment = new StringBuilder();
  private final Optional<HtmlText> html;
  private boolean lineStart = true;
  private long bytes;
  private long characters;

  private DocumentReader(String path, Splitter splitter, DocumentFormat format) {
    this.path = path;
    this.splitter = splitter;
    this.html =
        format == DocumentFormat.HTML ? Optional.of(new HtmlText(this::add)) : Optional.empty();
  }

  /**
   * Reads a document to its end and hands over its chunks in order; the caller closes the stream.
   *
   * @throws GodwitException if it is not UTF-8 or holds a NUL character, which no text has
   */
  public static DocumentFacts read(
      InputStream in,
      String path,
      DocumentFormat format,
      Chunking chunking,
      Consumer<? super Chunk> sink)
      throws IOException {
    Splitter splitter = new Splitter(chunking, format, sink);
    DocumentReader reader = new DocumentReader(path, splitter, format);
    reader.readAll(in);
    splitter.finish();
    return new DocumentFacts(
        Digest.finish(reader.sha256),
        reader.bytes,
        reader.characters,
        splitter.chunks(),
        splitter.title().orElse(path));
  }

  private void readAll(InputStream in) throws IOException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer encoded = ByteBuffer.allocate(BUFFER);
    CharBuffer decoded = CharBuffer.allocate(BUFFER);
    boolean more = true;
    while (more) {
      int count = in.read(encoded.array(), encoded.position(), encoded.remaining());
      more = count >= 0;
      if (more) {
        sha256.update(encoded.array(), encoded.position(), count);
        bytes += count;
        encoded.position(encoded.position() + count);
      }
      encoded.flip();
      decode(decoder, encoded, decoded, !more);
      encoded.compact();
    }
    html.ifPresent(HtmlText::finish);
    endSegment(false);
  }

  private void decode(CharsetDecoder decoder, ByteBuffer encoded, CharBuffer decoded, boolean end) {
    CoderResult result = decoder.decode(encoded, decoded, end);
    if (result.isError()) {
      throw notText("at byte " + (bytes - encoded.remaining()) + " is not UTF-8; convert it");
    }
    decoded.flip();
    while (decoded.hasRemaining()) {
      accept(decoded.get());
    }
    decoded.clear();
  }

  private void accept(char c) {
    if (c == 0) {
      throw notText("has a NUL at character " + characters + ": it is no text; leave it out");
    }
    if (c == BYTE_ORDER_MARK && characters == 0 && segment.isEmpty()) {
      return;
    }
    if (html.isPresent()) {
      html.get().accept(c);
    } else {
      add(c);
    }
  }

  private void add(char c) {
    characters++;
    segment.append(c);
    if (c == '\n') {
      endSegment(true);
    } else if (segment.length() >= LONGEST_SEGMENT && !Character.isHighSurrogate(c)) {
      endSegment(false);
    }
  }

  private void endSegment(boolean lineEnd) {
    if (!segment.isEmpty()) {
      splitter.add(segment, lineStart);
      segment.setLength(0);
      lineStart = lineEnd;
    }
  }

  private GodwitException notText(String what) {
    return new GodwitException(
        KnowledgeError.DOCUMENT_NOT_TEXT,
        "Document " + path + " " + what + ", or exclude it with the step's exclude");
  }
}
