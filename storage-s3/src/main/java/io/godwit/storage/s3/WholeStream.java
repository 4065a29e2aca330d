package io.godwit.storage.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The body of an answer. One that ends before the length that the server promised is an error,
 * which the HTTP client does not say of itself; one that is closed before its end is not read to
 * it.
 */
final class WholeStream extends FilterInputStream {

  private final ResponseInputStream<GetObjectResponse> body;
  private long left;

  WholeStream(ResponseInputStream<GetObjectResponse> body) {
    super(body);
    this.body = body;
    this.left = body.response().contentLength();
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    count(b < 0 ? -1 : 1);
    return b;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int n = in.read(into, from, length);
    count(n);
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = in.skip(n);
    left -= skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    if (left > 0) {
      body.abort();
    }
    super.close();
  }

  private void count(int n) throws IOException {
    if (n < 0 && left > 0) {
      throw new IOException("the answer ended " + left + " bytes too early");
    }
    left -= Math.max(n, 0);
  }
}
