package io.godwit.testkit.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a client and PostgreSQL and cuts the connection when the client says COMMIT,
 * before or after the server has heard it. Threads may share it.
 */
public final class CuttingProxy implements AutoCloseable {

  /** When the connection is cut. */
  public enum Cut {
    /** The server never hears the COMMIT. */
    BEFORE_COMMIT,
    /** The server commits, and the client never hears that it did. */
    AFTER_COMMIT,
    /** Not at all. */
    NEVER
  }

  private final ServerSocket listener;
  private final int server;
  private Cut cut = Cut.NEVER;
  private int spared;
  private int left;
  private int cuts;
  private int seen;

  /**
   * A proxy to a server on this machine.
   *
   * @param server its port
   */
  public CuttingProxy(int server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** The port on which it listens, on the loopback address. */
  public int port() {
    return listener.getLocalPort();
  }

  /** From now on, every COMMIT is cut like this. */
  public void cut(Cut when) {
    cut(when, 0, Integer.MAX_VALUE);
  }

  /**
   * From now on, COMMITs are cut like this.
   *
   * @param spare so many COMMITs are let through first
   * @param times so many are cut then; the others are let through
   */
  public synchronized void cut(Cut when, int spare, int times) {
    cut = when;
    spared = spare;
    left = times;
  }

  /** How many COMMITs were cut, since the proxy was made. */
  public synchronized int cuts() {
    return cuts;
  }

  /** How many COMMITs clients have said since this was asked last, cut or not. */
  public synchronized int counted() {
    int counted = seen;
    seen = 0;
    return counted;
  }

  private synchronized Cut next() {
    seen++;
    if (cut == Cut.NEVER || left == 0) {
      return Cut.NEVER;
    }
    if (spared > 0) {
      spared--;
      return Cut.NEVER;
    }
    left--;
    cuts++;
    return cut;
  }

  private static void start(Runnable body) {
    Thread thread = new Thread(body, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        try {
          Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
          AtomicBoolean deaf = new AtomicBoolean();
          start(() -> ask(client, upstream, deaf));
          start(() -> answer(upstream, client, deaf));
        } catch (IOException e) {
          client.close(); // the server is not there: neither are we
        }
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void ask(Socket client, Socket server, AtomicBoolean deaf) {
    byte[] buffer = new byte[65_536];
    try (client;
        server) {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        boolean commit = new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("COMMIT");
        Cut now = commit ? next() : Cut.NEVER;
        if (now == Cut.BEFORE_COMMIT) {
          return;
        }
        deaf.set(now == Cut.AFTER_COMMIT); // before the server can have answered
        out.write(buffer, 0, n);
        out.flush();
        if (now == Cut.AFTER_COMMIT) {
          server.shutdownOutput(); // orderly: the server reads the COMMIT before the end
          return;
        }
      }
    } catch (IOException e) {
      return; // cut
    }
  }

  private static void answer(Socket server, Socket client, AtomicBoolean deaf) {
    byte[] buffer = new byte[65_536];
    try (server;
        client) {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int n = in.read(buffer); n >= 0 && !deaf.get(); n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      return; // cut
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
