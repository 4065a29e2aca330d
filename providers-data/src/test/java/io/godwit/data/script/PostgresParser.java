package io.godwit.data.script;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Asks a server what its own parser makes of a text, without running it: the {@code Parse} message
 * of the frontend/backend protocol 3.0, which drivers do not send before they have cut the text.
 */
final class PostgresParser implements AutoCloseable {

  /** What a text is to the server. */
  enum Kind {
    /** At most one statement; whether its tables exist is another matter. */
    ONE,
    /** Two statements or more. */
    SEVERAL,
    /** No SQL. */
    REFUSED
  }

  /**
   * The server's answer.
   *
   * @param position the character at which it is no SQL, from 1; 0 if it is
   * @param message what the server says
   */
  record Answer(Kind kind, int position, String message) {}

  /** Where the server's errors come from that are about a text, not about its meaning. */
  private static final Set<String> SYNTAX =
      Set.of("scan.l", "gram.y", "parser.c", "scansup.c", "mbutils.c");

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  PostgresParser(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    ByteArrayOutputStream startup = new ByteArrayOutputStream();
    new DataOutputStream(startup).writeInt(3 << 16);
    startup.write(
        "user\0postgres\0database\0postgres\0client_encoding\0UTF8\0\0"
            .getBytes(StandardCharsets.UTF_8));
    out.writeInt(startup.size() + 4);
    out.write(startup.toByteArray());
    out.flush();
    answer();
  }

  /** What the text is. */
  Answer parse(String sql) {
    return parse(List.of(sql)).get(0);
  }

  /** What each of the texts is, asked all at once. */
  List<Answer> parse(List<String> texts) {
    try {
      for (String sql : texts) {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        out.writeByte('P');
        out.writeInt(4 + 1 + text.length + 1 + 2);
        out.writeByte(0); // the statement without name
        out.write(text);
        out.writeByte(0);
        out.writeShort(0); // no types of parameters
        out.writeByte('S');
        out.writeInt(4);
      }
      out.flush();
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        answers.add(answer());
      }
      return answers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of the pieces that are not exactly one statement. */
  List<String> notOne(List<String> pieces) {
    List<Answer> alone = parse(pieces);
    List<Answer> withMore = parse(pieces.stream().map(PostgresParser::withMore).toList());
    return IntStream.range(0, pieces.size())
        .filter(i -> alone.get(i).kind() != Kind.ONE || withMore.get(i).kind() != Kind.SEVERAL)
        .mapToObj(pieces::get)
        .toList();
  }

  /** Those of the gaps that are more than white space, comments and semicolons. */
  List<String> notNothing(List<String> gaps) {
    List<Answer> withMore = parse(gaps.stream().map(PostgresParser::withMore).toList());
    return IntStream.range(0, gaps.size())
        .filter(i -> withMore.get(i).kind() != Kind.ONE)
        .mapToObj(gaps::get)
        .toList();
  }

  private static String withMore(String sql) {
    return sql + "\n;select 1";
  }

  private Answer answer() throws IOException {
    Answer answer = new Answer(Kind.ONE, 0, "");
    while (true) {
      char type = (char) in.readUnsignedByte();
      byte[] body = new byte[in.readInt() - 4];
      in.readFully(body);
      if (type == 'E') {
        answer = refusal(new String(body, StandardCharsets.UTF_8));
      } else if (type == 'Z') {
        return answer;
      }
    }
  }

  private static Answer refusal(String body) {
    Map<Character, String> fields = new HashMap<>();
    for (String field : body.split("\0", -1)) {
      if (!field.isEmpty()) {
        fields.put(field.charAt(0), field.substring(1));
      }
    }
    String message = fields.getOrDefault('M', "");
    if (SYNTAX.contains(fields.getOrDefault('F', ""))) {
      return new Answer(Kind.REFUSED, Integer.parseInt(fields.getOrDefault('P', "0")), message);
    }
    boolean several = message.startsWith("cannot insert multiple commands");
    return new Answer(several ? Kind.SEVERAL : Kind.ONE, 0, message);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
