package io.godwit.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Stands between a client and PostgreSQL and cuts the connection when the client says COMMIT,
 * before or after the server has heard it.
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
  private volatile Cut cut = Cut.NEVER;

  /** A proxy to a server on this machine. */
  public CuttingProxy(int server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** From now on, cut like this. */
  public void cut(Cut when) {
    cut = when;
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
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
        start(() -> pump(client, upstream, true));
        start(() -> pump(upstream, client, false));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void pump(Socket from, Socket to, boolean watch) {
    byte[] buffer = new byte[65_536];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        boolean commit =
            watch
                && cut != Cut.NEVER
                && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("COMMIT");
        if (commit) {
          if (cut == Cut.AFTER_COMMIT) {
            out.write(buffer, 0, n);
            out.flush();
            to.shutdownOutput(); // orderly: the server reads the COMMIT before the end
          }
          from.close();
          return;
        }
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
