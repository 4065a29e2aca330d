package io.godwit.knowledge.parquet;

import io.godwit.api.error.GodwitException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file, row by row. The library holds one group of rows in memory as it is packed: what a
 * file says of their lengths is looked at before.
 */
final class RowFile {

  private static final int TAIL = 8;
  private static final int LONGEST_FOOTER = 64 << 20;

  private final Path file;

  RowFile(Path file) {
    this.file = file;
  }

  /** Is shown rows. */
  interface Visitor {
    /** The next row, which is valid until the one after. */
    void visit(Row row) throws SQLException;
  }

  /**
   * Shows all rows.
   *
   * @throws GodwitException {@link ParquetError#BAD_PARQUET} if the file is none, is damaged or
   *     lacks a column
   */
  void forEach(String vectorColumn, String idColumn, Visitor visitor) throws SQLException {
    try {
      demandFooter();
      demandFits(vectorColumn, idColumn);
      try (ParquetReader<Row> reader =
          new Builder(new LocalInputFile(file), vectorColumn).build()) {
        for (Row row = reader.read(); row != null; row = reader.read()) {
          visitor.visit(row);
        }
      }
    } catch (GodwitException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The library says in many ways that a file is damaged.
      throw ParquetError.bad(file, reason(e), e);
    }
  }

  private static String reason(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
  }

  private void demandFooter() throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() < 2 * TAIL) {
        throw new IOException("it is too short");
      }
      in.seek(in.length() - TAIL);
      byte[] tail = new byte[TAIL];
      in.readFully(tail);
      int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (length < 0 || length > Math.min(LONGEST_FOOTER, in.length() - TAIL)) {
        throw new IOException("its footer is said to have " + length + " bytes");
      }
    }
  }

  private void demandFits(String vectorColumn, String idColumn) throws IOException {
    PlainParquetConfiguration settings = new PlainParquetConfiguration();
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            new LocalInputFile(file), ParquetReadOptions.builder(settings).build())) {
      MessageType schema = reader.getFooter().getFileMetaData().getSchema();
      for (String column : new String[] {vectorColumn, idColumn}) {
        if (!schema.containsField(column)) {
          throw new IOException("it has no column " + column);
        }
      }
      long most = Runtime.getRuntime().maxMemory() / 3;
      for (BlockMetaData group : reader.getRowGroups()) {
        long bytes = 0;
        for (ColumnChunkMetaData column : group.getColumns()) {
          bytes += Math.max(0, column.getTotalSize());
        }
        if (bytes < 0 || bytes > most) {
          throw new IOException(
              "a group of its rows has "
                  + (bytes >> 20)
                  + " MiB, of which "
                  + (most >> 20)
                  + " fit into memory (write smaller groups, or give Java more with -Xmx)");
        }
      }
    }
  }

  private static final class Builder extends ParquetReader.Builder<Row> {

    private final String vectorColumn;

    Builder(InputFile file, String vectorColumn) {
      super(file, new PlainParquetConfiguration());
      this.vectorColumn = vectorColumn;
      withCodecFactory(new Unpacking());
    }

    @Override
    protected ReadSupport<Row> getReadSupport() {
      return new RowReading(vectorColumn);
    }
  }
}
