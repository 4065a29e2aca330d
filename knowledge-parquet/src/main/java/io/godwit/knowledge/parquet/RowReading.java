package io.godwit.knowledge.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Makes a {@link Row} of each row: numbers of the vector's column go into an array as they come,
 * however its list is nested; other nested columns are left out.
 */
final class RowReading extends ReadSupport<Row> {

  /** As many numbers as no embedder gives. */
  private static final int LONGEST_VECTOR = 1 << 16;

  private final String vectorColumn;

  RowReading(String vectorColumn) {
    this.vectorColumn = vectorColumn;
  }

  @Override
  public ReadContext init(InitContext context) {
    return new ReadContext(context.getFileSchema());
  }

  @Override
  @SuppressWarnings("deprecation") // abstract all the same
  public RecordMaterializer<Row> prepareForRead(
      Configuration settings, Map<String, String> facts, MessageType schema, ReadContext context) {
    return new Rows(new RowConverter(schema, vectorColumn));
  }

  @Override
  public RecordMaterializer<Row> prepareForRead(
      ParquetConfiguration settings,
      Map<String, String> facts,
      MessageType schema,
      ReadContext context) {
    return new Rows(new RowConverter(schema, vectorColumn));
  }

  private static final class Rows extends RecordMaterializer<Row> {

    private final RowConverter root;

    Rows(RowConverter root) {
      this.root = root;
    }

    @Override
    public Row getCurrentRecord() {
      root.row.setVector(root.numbers.taken());
      return root.row;
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }
  }

  /** For numbers that nobody wants. */
  private static final class Nothing extends Numbers {

    @Override
    void add(float number) {
      // Left out.
    }
  }

  /** Numbers of a vector so far. */
  private static class Numbers {

    private float[] numbers = new float[1024];
    private int count;

    void add(float number) {
      if (count == LONGEST_VECTOR) {
        throw new IllegalArgumentException("a vector has more than " + LONGEST_VECTOR + " numbers");
      }
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = number;
    }

    float[] taken() {
      return Arrays.copyOf(numbers, count);
    }
  }

  private static final class RowConverter extends GroupConverter {

    private final List<Converter> columns;
    private final Numbers numbers = new Numbers();
    private Row row = new Row();

    RowConverter(MessageType schema, String vectorColumn) {
      columns = schema.getFields().stream().map(type -> column(type, vectorColumn)).toList();
    }

    private Converter column(Type type, String vectorColumn) {
      if (type.getName().equals(vectorColumn)) {
        return type.isPrimitive() ? new Element(numbers) : new Nested(type.asGroupType(), numbers);
      }
      return type.isPrimitive()
          ? new Value(this, type.asPrimitiveType())
          : new Nested(type.asGroupType(), new Nothing());
    }

    @Override
    public Converter getConverter(int field) {
      return columns.get(field);
    }

    @Override
    public void start() {
      row = new Row();
      numbers.count = 0;
    }

    @Override
    public void end() {
      // The row is taken from outside.
    }
  }

  private static final class Nested extends GroupConverter {

    private final List<Converter> fields;

    Nested(GroupType type, Numbers numbers) {
      fields =
          type.getFields().stream()
              .map(
                  field ->
                      field.isPrimitive()
                          ? new Element(numbers)
                          : (Converter) new Nested(field.asGroupType(), numbers))
              .toList();
    }

    @Override
    public Converter getConverter(int field) {
      return fields.get(field);
    }

    @Override
    public void start() {
      // An element begins, which is one number.
    }

    @Override
    public void end() {
      // It has said its number.
    }
  }

  private static final class Element extends PrimitiveConverter {

    private final Numbers numbers;

    Element(Numbers numbers) {
      this.numbers = numbers;
    }

    @Override
    public void addFloat(float value) {
      numbers.add(value);
    }

    @Override
    public void addDouble(double value) {
      numbers.add((float) value);
    }

    @Override
    public void addBinary(Binary value) {
      // A nested column of texts, or a vector of them, which then has no numbers.
    }

    @Override
    public void addBoolean(boolean value) {
      // As with texts.
    }

    @Override
    public void addInt(int value) {
      // As with texts.
    }

    @Override
    public void addLong(long value) {
      // As with texts.
    }
  }

  private static final class Value extends PrimitiveConverter {

    private final RowConverter root;
    private final PrimitiveType type;

    Value(RowConverter root, PrimitiveType type) {
      this.root = root;
      this.type = type;
    }

    private void put(Object value) {
      root.row.put(type.getName(), value);
    }

    @Override
    public void addBinary(Binary value) {
      if (type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY) {
        put(text(value.toByteBuffer()));
      }
    }

    private String text(ByteBuffer bytes) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      } catch (CharacterCodingException e) {
        throw new IllegalArgumentException("column " + type.getName() + " is not UTF-8", e);
      }
    }

    @Override
    public void addBoolean(boolean value) {
      put(value);
    }

    @Override
    public void addDouble(double value) {
      put(value);
    }

    @Override
    public void addFloat(float value) {
      put((double) value);
    }

    @Override
    public void addInt(int value) {
      put((long) value);
    }

    @Override
    public void addLong(long value) {
      put(value);
    }
  }
}
