package io.godwit.testkit.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An HTTP server in front of another that passes requests on as they are, one write at a time, and
 * lets some of them go wrong. S3Proxy makes of a conditional PUT a look and a PUT
 * (gaul/s3proxy#894), so that two at once could both succeed; one at a time, its conditions hold.
 */
public final class TroubledServer implements Closeable {

  /** What goes wrong with one request. */
  public enum Trouble {
    /** Nothing. */
    NONE,
    /** The server says that it is busy, and does nothing. */
    SLOW_DOWN,
    /** The server says that it has failed, and does nothing. */
    INTERNAL_ERROR,
    /** The server does it, and then says that it has failed. */
    ERROR_AFTER,
    /** The connection breaks before the request is passed on. */
    RESET,
    /** The server does it, and the connection breaks before the answer. */
    LOST_ANSWER,
    /** The answer ends halfway. */
    CUT_BODY,
    /** The answer has one wrong byte. */
    WRONG_BYTE,
    /** The answer does not come. */
    SILENCE
  }

  /**
   * A request as its first line tells it.
   *
   * @param number how many there were before it, and this one
   * @param method the word that it begins with, such as {@code PUT}
   * @param path what it asks for, with its query
   */
  public record Request(int number, String method, String path) {}

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
  private record Message(String head, byte[] body) {}

  private final ServerSocket server;
  private final int upstream;
  private final Function<Request, Trouble> troubles;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger count = new AtomicInteger();
  private final Object write = new Object();

  /**
   * Opens it on a port of this machine that is free.
   *
   * @param upstream the port of the server behind it
   * @param troubles says what goes wrong with a request
   */
  public TroubledServer(int upstream, Function<Request, Trouble> troubles) throws IOException {
    this.upstream = upstream;
    this.troubles = troubles;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** How many requests there have been. */
  public int requests() {
    return count.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      Message request = read(client.getInputStream());
      String[] line = request.head().split(" ", 3);
      Request told = new Request(count.incrementAndGet(), line[0], line[1]);
      Optional<byte[]> answer = answer(told, request);
      if (answer.isPresent()) {
        client.getOutputStream().write(answer.get());
        client.getOutputStream().flush();
      } else {
        client.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      // The client went away, which is its right.
      return;
    }
  }

  private Optional<byte[]> answer(Request told, Message request) throws IOException {
    return switch (troubles.apply(told)) {
      case NONE -> Optional.of(bytes(pass(told, request)));
      case SLOW_DOWN -> Optional.of(error(503, "SlowDown"));
      case INTERNAL_ERROR -> Optional.of(error(500, "InternalError"));
      case ERROR_AFTER -> {
        pass(told, request);
        yield Optional.of(error(500, "InternalError"));
      }
      case RESET -> Optional.empty();
      case LOST_ANSWER -> {
        pass(told, request);
        yield Optional.empty();
      }
      case CUT_BODY -> Optional.of(cut(pass(told, request)));
      case WRONG_BYTE -> Optional.of(wrong(pass(told, request)));
      case SILENCE -> silence();
    };
  }

  private Optional<byte[]> silence() {
    synchronized (troubles) {
      try {
        troubles.wait(3_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Optional.empty();
  }

  private Message pass(Request told, Message request) throws IOException {
    if (told.method().equals("PUT")) {
      synchronized (write) {
        return exchange(told, request);
      }
    }
    return exchange(told, request);
  }

  private Message exchange(Request told, Message request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes(new Message(closing(request.head()), request.body())));
      out.flush();
      InputStream in = socket.getInputStream();
      return told.method().equals("HEAD") ? new Message(head(in), new byte[0]) : read(in);
    }
  }

  /** Asks for, and promises, the end of the connection. */
  private static String closing(String head) {
    String kept =
        head.replaceAll("(?im)^connection:.*\r\n", "").replaceAll("(?im)^expect:.*\r\n", "");
    return kept.substring(0, kept.length() - 2) + "Connection: close\r\n\r\n";
  }

  private static byte[] bytes(Message message) {
    byte[] head = closing(message.head()).getBytes(ISO_8859_1);
    byte[] all = Arrays.copyOf(head, head.length + message.body().length);
    System.arraycopy(message.body(), 0, all, head.length, message.body().length);
    return all;
  }

  private static byte[] cut(Message message) {
    byte[] all = bytes(message);
    return Arrays.copyOf(all, all.length - (message.body().length + 1) / 2);
  }

  private static byte[] wrong(Message message) {
    byte[] all = bytes(message);
    if (message.body().length > 0) {
      all[all.length - message.body().length / 2 - 1] ^= 4;
    }
    return all;
  }

  private static byte[] error(int status, String code) {
    String body =
        "<Error><Code>" + code + "</Code><Message>asked for by the test</Message></Error>";
    String head =
        "HTTP/1.1 "
            + status
            + " "
            + code
            + "\r\nContent-Type: application/xml\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return bytes(new Message(head, body.getBytes(ISO_8859_1)));
  }

  private static Message read(InputStream in) throws IOException {
    String head = head(in);
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("\r\ncontent-length:");
    if (lower.contains("\r\ntransfer-encoding: chunked")) {
      return chunked(head, in);
    }
    if (at < 0) {
      boolean answer = head.startsWith("HTTP/");
      return answer ? measured(head, in.readAllBytes()) : new Message(head, new byte[0]);
    }
    int end = lower.indexOf('\r', at + 2);
    int length = Integer.parseInt(lower.substring(at + 17, end).trim());
    return new Message(head, in.readNBytes(length));
  }

  /** An answer in chunks becomes one with a length. */
  private static Message chunked(String head, InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int length = Integer.parseInt(line(in).trim(), 16);
    while (length > 0) {
      body.write(in.readNBytes(length));
      line(in);
      length = Integer.parseInt(line(in).trim(), 16);
    }
    return measured(head, body.toByteArray());
  }

  private static Message measured(String head, byte[] body) {
    String without = head.replaceAll("(?im)^transfer-encoding:.*\r\n", "");
    String with =
        without.substring(0, without.length() - 2) + "Content-Length: " + body.length + "\r\n\r\n";
    return new Message(with, body);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    String line = line(in);
    while (!line.equals("\r\n")) {
      head.append(line);
      line = line(in);
    }
    return head.append(line).toString();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b >= 0 && b != '\n') {
      line.write(b);
      b = in.read();
    }
    if (b < 0) {
      throw new EOFException();
    }
    line.write(b);
    return line.toString(ISO_8859_1);
  }
}
