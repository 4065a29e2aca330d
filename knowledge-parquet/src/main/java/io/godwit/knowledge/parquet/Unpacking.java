package io.godwit.knowledge.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Unpacks pages of a length that a page can have: what a file says of itself is not believed. Gzip
 * is the platform's own, since the library would want Hadoop for it.
 */
final class Unpacking implements CompressionCodecFactory {

  private static final int LONGEST_PAGE = 64 << 20;

  private final CodecFactory codecs = new CodecFactory(new PlainParquetConfiguration(), 1 << 16);

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("nothing is written with this");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new Bounded(codec == CompressionCodecName.GZIP ? new Gzip() : known(codec), codec);
  }

  private BytesInputDecompressor known(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED, SNAPPY, ZSTD, LZ4_RAW -> codecs.getDecompressor(codec);
      default ->
          throw new IllegalArgumentException(
              "it is packed with " + codec + ", not with ZSTD, SNAPPY, GZIP or LZ4_RAW");
    };
  }

  @Override
  public void release() {
    codecs.release();
  }

  private static final class Bounded implements BytesInputDecompressor {

    private final BytesInputDecompressor unpacked;
    private final CompressionCodecName codec;

    Bounded(BytesInputDecompressor unpacked, CompressionCodecName codec) {
      this.unpacked = unpacked;
      this.codec = codec;
    }

    @Override
    public BytesInput decompress(BytesInput bytes, int length) throws IOException {
      demand(length);
      return unpacked.decompress(bytes, length);
    }

    @Override
    public void decompress(ByteBuffer in, int packed, ByteBuffer out, int length)
        throws IOException {
      demand(length);
      unpacked.decompress(in, packed, out, length);
    }

    private void demand(int length) throws IOException {
      if (length < 0 || length > LONGEST_PAGE) {
        throw new IOException("a page has " + length + " bytes when " + codec + " is unpacked");
      }
    }

    @Override
    public void release() {
      unpacked.release();
    }
  }

  private static final class Gzip implements BytesInputDecompressor {

    @Override
    public BytesInput decompress(BytesInput bytes, int length) throws IOException {
      return BytesInput.from(unpacked(bytes.toInputStream(), length));
    }

    @Override
    public void decompress(ByteBuffer in, int packed, ByteBuffer out, int length)
        throws IOException {
      byte[] bytes = new byte[packed];
      in.get(bytes);
      out.put(unpacked(new ByteArrayInputStream(bytes), length));
    }

    private static byte[] unpacked(InputStream packed, int length) throws IOException {
      try (InputStream in = new GZIPInputStream(packed)) {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length || in.read() >= 0) {
          throw new IOException("a page is not as long as it says");
        }
        return bytes;
      }
    }

    @Override
    public void release() {
      // Nothing is held.
    }
  }
}
