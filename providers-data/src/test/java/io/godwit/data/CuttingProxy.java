package io.godwit.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and PostgreSQL and cuts the connection when the client says COMMIT,
 * before or after the server has heard it.
 */
public final class CuttingProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final int server;
  private final AtomicInteger commits = new AtomicInteger(Integer.MAX_VALUE);

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

  /** Lets one COMMIT through and cuts the connection at the next, before the server hears it. */
  public void cutFromSecondCommit() {
    commits.set(1);
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
            watch && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("COMMIT");
        if (commit && commits.getAndDecrement() <= 0) {
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
