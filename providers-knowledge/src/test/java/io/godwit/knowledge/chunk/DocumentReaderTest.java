package io.godwit.knowledge.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.knowledge.KnowledgeError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("F1: documents become chunks")
class DocumentReaderTest {

  private static final Chunking SMALL = new Chunking(100, 20);

  @Test
  void aHeadingBeginsAChunkAndIsRememberedWithThoseAboveIt() {
    List<Chunk> chunks = markdown("# A\n\nOne.\n\n## B ##\nTwo.\n### C\n# D\nThree.\n");

    assertThat(chunks)
        .extracting(Chunk::text)
        .containsExactly("# A\n\nOne.", "## B ##\nTwo.", "### C\n# D\nThree.");
    assertThat(chunks).extracting(Chunk::heading).containsExactly("A", "A > B", "D");
  }

  @Test
  void anUnderlinedLineIsAHeadingAndAListOrTableIsNot() {
    List<Chunk> chunks =
        markdown("Title\n=====\n\nOne.\n\nPart\n---\nTwo.\n\n- item\n---\n\n| a |\n---\n");

    assertThat(chunks).extracting(Chunk::heading).containsExactly("Title", "Title > Part");
    assertThat(chunks.get(1).text()).startsWith("Part\n---\nTwo.").endsWith("| a |\n---");
  }

  @Test
  void aHashInsideAFenceIsNoHeadingAndAFenceIsClosedByItsOwnMarksOnly() {
    String code = "````\n# not a heading\n```\n# nor this\n````";
    List<Chunk> chunks = markdown("# A\n" + code + "\nafter\n");

    assertThat(chunks).hasSize(1);
    assertThat(chunks.get(0).text()).contains(code);
  }

  @Test
  void aFenceThatFitsIsNeverCutAndNoChunkBeginsInsideOne() {
    String code = "```\n" + "int x = 1;\n".repeat(8) + "```\n";
    List<Chunk> chunks =
        markdown("Some words that come before the code.\n\n" + code + "\nAnd after it.\n");

    assertThat(chunks).extracting(Chunk::text).anyMatch(text -> text.contains(code.strip()));
    assertThat(chunks).allSatisfy(chunk -> assertThat(fences(chunk)).isIn(0, 2));
  }

  @Test
  void aFenceThatIsTooLongIsCutBetweenItsLinesAndNoLineIsShownTwice() {
    StringBuilder code = new StringBuilder("```\n");
    for (int line = 10; line < 40; line++) {
      code.append("call(").append(line).append(", x, y);\n");
    }
    List<Chunk> chunks = markdown(code + "```\n");

    assertThat(chunks.size()).isGreaterThan(3);
    assertThat(chunks.stream().flatMap(chunk -> chunk.text().lines()).toList())
        .isEqualTo((code + "```").lines().toList());
  }

  @Test
  void aSectionThatIsTooLongIsCutBetweenParagraphsAndOverlapsAtAWord() {
    List<Chunk> chunks = plain("alpha beta gamma delta.\n\n".repeat(10));

    assertThat(chunks.size()).isGreaterThan(2);
    assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.text()).endsWith("delta."));
    for (int i = 1; i < chunks.size(); i++) {
      assertThat(chunks.get(i).start()).isLessThan(chunks.get(i - 1).end());
      assertThat(chunks.get(i).text()).matches("(?s)(alpha|beta|gamma|delta).*");
    }
  }

  @Test
  void everyWordOfADocumentIsInAChunkAndEveryChunkStandsAtItsPlace() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      String text = randomMarkdown(random);
      Chunking chunking = new Chunking(64 + random.nextInt(200), random.nextInt(32));
      List<Chunk> chunks = new ArrayList<>();
      read(text.getBytes(UTF_8), DocumentFormat.MARKDOWN, chunking, chunks);

      boolean[] shown = new boolean[text.length()];
      for (Chunk chunk : chunks) {
        assertThat(text.substring((int) chunk.start(), (int) chunk.end())).isEqualTo(chunk.text());
        assertThat(chunk.text().length()).isLessThanOrEqualTo(chunking.max());
        assertThat(chunk.ordinal()).isEqualTo(chunks.indexOf(chunk));
        Arrays.fill(shown, (int) chunk.start(), (int) chunk.end(), true);
      }
      for (int i = 0; i < shown.length; i++) {
        assertThat(shown[i] || Character.isWhitespace(text.charAt(i)))
            .as("at %s of %s", i, text)
            .isTrue();
      }
    }
  }

  @Test
  void noChunkTearsACharacterApart() {
    List<Chunk> chunks = plain("😀".repeat(1000));

    assertThat(chunks)
        .allSatisfy(
            chunk -> {
              assertThat(Character.isLowSurrogate(chunk.text().charAt(0))).isFalse();
              assertThat(Character.isHighSurrogate(chunk.text().charAt(chunk.text().length() - 1)))
                  .isFalse();
            });
  }

  @Test
  void theSameTextIsCutTheSameWayHoweverItsBytesArrive() throws IOException {
    byte[] bytes = randomMarkdown(new Random(3)).repeat(20).getBytes(UTF_8);
    List<Chunk> whole = new ArrayList<>();
    List<Chunk> dripped = new ArrayList<>();
    DocumentFacts facts = read(bytes, DocumentFormat.MARKDOWN, SMALL, whole);
    DocumentReader.read(new Drip(bytes), "doc.md", DocumentFormat.MARKDOWN, SMALL, dripped::add);

    assertThat(dripped).isEqualTo(whole);
    assertThat(facts.content()).isEqualTo(Digest.of(bytes));
    assertThat(facts.bytes()).isEqualTo(bytes.length);
    assertThat(facts.chunks()).isEqualTo(whole.size());
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() {
    List<Chunk> chunks = markdown("\uFEFF# A\n");

    assertThat(chunks).singleElement().satisfies(c -> assertThat(c.text()).isEqualTo("# A"));
    assertThat(chunks.get(0).start()).isZero();
  }

  @Test
  void aDocumentOfNothingHasNoChunksAndItsPathForATitle() throws IOException {
    DocumentFacts facts = read(" \n\n".getBytes(UTF_8), DocumentFormat.MARKDOWN, SMALL, List.of());

    assertThat(facts.chunks()).isZero();
    assertThat(facts.title()).isEqualTo("doc.md");
  }

  @Test
  void aHundredMegabytesInOneLineAreCutWithoutBeingHeld() throws IOException {
    AtomicLong characters = new AtomicLong();
    long size = 100L << 20;
    DocumentFacts facts =
        DocumentReader.read(
            new Letters(size),
            "doc.md",
            DocumentFormat.MARKDOWN,
            new Chunking(1200, 0),
            chunk -> characters.addAndGet(chunk.text().length()));

    assertThat(characters.get()).isEqualTo(size);
    assertThat(facts.chunks()).isEqualTo((int) ((size + 1199) / 1200));
  }

  @Test
  void brokenUtf8IsRefusedWithItsPlace() {
    byte[] broken = {'a', 'b', (byte) 0xC3, 'c'};

    assertThatThrownBy(() -> read(broken, DocumentFormat.PLAIN, SMALL, new ArrayList<>()))
        .isInstanceOfSatisfying(
            GodwitException.class,
            e -> assertThat(e.code()).isEqualTo(KnowledgeError.DOCUMENT_NOT_TEXT))
        .hasMessageContaining("doc.md at byte 2 is not UTF-8");
  }

  @Test
  void aCharacterThatIsCutOffByTheEndIsBrokenToo() {
    byte[] broken = {'a', (byte) 0xE2, (byte) 0x82};

    assertThatThrownBy(() -> read(broken, DocumentFormat.PLAIN, SMALL, new ArrayList<>()))
        .hasMessageContaining("at byte 1 is not UTF-8");
  }

  @Test
  void aNulIsNoText() {
    assertThatThrownBy(
            () -> read(new byte[] {'a', 0}, DocumentFormat.PLAIN, SMALL, new ArrayList<>()))
        .hasMessageContaining("NUL at character 1");
  }

  @Test
  void chunkingsThatDifferHaveDifferentFingerprintsAndBadOnesAreRefused() {
    assertThat(new Chunking(100, 20).fingerprint()).isEqualTo(SMALL.fingerprint());
    assertThat(new Chunking(100, 21).fingerprint()).isNotEqualTo(SMALL.fingerprint());
    assertThatThrownBy(() -> new Chunking(10, 0)).hasMessageContaining("chunking.max is 10");
    assertThatThrownBy(() -> new Chunking(100, 51)).hasMessageContaining("chunking.overlap is 51");
  }

  private static int fences(Chunk chunk) {
    return (int) chunk.text().lines().filter(line -> line.startsWith("```")).count();
  }

  private static List<Chunk> markdown(String text) {
    return chunks(text, DocumentFormat.MARKDOWN);
  }

  private static List<Chunk> plain(String text) {
    return chunks(text, DocumentFormat.PLAIN);
  }

  private static List<Chunk> chunks(String text, DocumentFormat format) {
    List<Chunk> chunks = new ArrayList<>();
    try {
      read(text.getBytes(UTF_8), format, SMALL, chunks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return chunks;
  }

  private static DocumentFacts read(
      byte[] bytes, DocumentFormat format, Chunking chunking, List<Chunk> into) throws IOException {
    return DocumentReader.read(
        new ByteArrayInputStream(bytes), "doc.md", format, chunking, into::add);
  }

  private static String randomMarkdown(Random random) {
    String[] pieces = {
      "# T\n",
      "## Ü\n",
      "word ",
      "longer😀word ",
      "\n",
      "\n\n",
      "```\n",
      "~~~\n",
      "x".repeat(90),
      "text\n---\n",
      "- item\n",
      "    code\n",
      "\r\n",
      "> quote\n"
    };
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  /** Gives one byte at a time. */
  private static final class Drip extends ByteArrayInputStream {
    Drip(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      return super.read(into, offset, Math.min(length, 1));
    }
  }

  /** One line of so many letters. */
  private static final class Letters extends InputStream {
    private long left;

    Letters(long size) {
      left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int count = (int) Math.min(left, length);
      Arrays.fill(into, offset, offset + count, (byte) 'x');
      left -= count;
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
