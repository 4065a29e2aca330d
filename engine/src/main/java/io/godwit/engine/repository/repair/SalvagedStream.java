package io.godwit.engine.repository.repair;

import io.godwit.engine.repository.chunk.ChunkDecoder;
import io.godwit.engine.repository.chunk.Chunker;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.pack.PackReader;
import java.io.InputStream;
import java.util.List;

/** Chunks from anywhere, one after another; each is verified before it is handed out. */
final class SalvagedStream extends InputStream {

  private final ObjectStore store;
  private final List<ChunkPlace> chunks;
  private final ChunkDecoder decoder = new ChunkDecoder();
  private final byte[] plain = new byte[Chunker.LONGEST];
  private int next;
  private int at;
  private int end;

  SalvagedStream(ObjectStore store, List<ChunkPlace> chunks) {
    this.store = store;
    this.chunks = chunks;
  }

  @Override
  public int read() {
    return fill() ? plain[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(length, end - at);
    System.arraycopy(plain, at, into, from, n);
    at += n;
    return n;
  }

  @Override
  public void close() {
    decoder.close();
  }

  private boolean fill() {
    if (at == end && next < chunks.size()) {
      ChunkPlace place = chunks.get(next++);
      int chunk = place.chunk();
      PackReader.Stretch stretch = PackReader.read(store, place.pack(), chunk, chunk + 1);
      PackReader.decode(decoder, stretch, chunk, plain, 0);
      at = 0;
      end = place.pack().entry(chunk).plainLength();
    }
    return at < end;
  }
}
