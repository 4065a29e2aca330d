package io.godwit.model.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import io.godwit.api.error.GodwitException;
import io.godwit.model.smoke.SmokeTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns tensors into those of the runtime, of the type that the model wants, and back. */
final class Tensors {

  private final OrtEnvironment environment;
  private final Map<String, NodeInfo> wanted;

  Tensors(OrtEnvironment environment, Map<String, NodeInfo> wanted) {
    this.environment = environment;
    this.wanted = wanted;
  }

  /** An input of the model. */
  OnnxTensor write(String input, SmokeTensor given) throws OrtException {
    OnnxJavaType type =
        Optional.ofNullable(wanted.get(input))
            .map(NodeInfo::getInfo)
            .filter(TensorInfo.class::isInstance)
            .map(info -> ((TensorInfo) info).type)
            .orElseThrow(() -> OnnxRuntime.failed("input '" + input + "' is no tensor"));
    long[] shape = given.shape().stream().mapToLong(Long::longValue).toArray();
    try {
      return type == OnnxJavaType.STRING
          ? OnnxTensor.createTensor(environment, texts(given), shape)
          : OnnxTensor.createTensor(environment, bytes(given, type), shape, type);
    } catch (ArithmeticException | ClassCastException e) {
      throw OnnxRuntime.failed(
          "input '" + input + "' is of type " + type + ", and not all of its values are", e);
    }
  }

  private static String[] texts(SmokeTensor given) {
    return given.values().stream().map(String.class::cast).toArray(String[]::new);
  }

  private static ByteBuffer bytes(SmokeTensor given, OnnxJavaType type) {
    List<Object> values = given.values();
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(values.size(), type.size))
            .order(ByteOrder.nativeOrder());
    values.forEach(value -> put(bytes, value, type));
    return bytes.flip();
  }

  private static void put(ByteBuffer bytes, Object value, OnnxJavaType type) {
    switch (type) {
      case FLOAT -> bytes.putFloat((float) real(value));
      case DOUBLE -> bytes.putDouble(real(value));
      case FLOAT16 -> bytes.putShort(Fp16Conversions.floatToFp16((float) real(value)));
      case BFLOAT16 -> bytes.putShort(Fp16Conversions.floatToBf16((float) real(value)));
      case INT64 -> bytes.putLong((Long) value);
      case INT32 -> bytes.putInt(Math.toIntExact((Long) value));
      case INT16 -> bytes.putShort((short) within(value, Short.MIN_VALUE, Short.MAX_VALUE));
      case INT8 -> bytes.put((byte) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case UINT8 -> bytes.put((byte) within(value, 0, 255));
      case BOOL -> bytes.put((byte) ((Boolean) value ? 1 : 0));
      default -> throw OnnxRuntime.failed("inputs of type " + type + " are not known");
    }
  }

  /** A number, or the text that stands for NaN or an infinity. */
  private static double real(Object value) {
    if (value instanceof String text && text.matches("NaN|-?Infinity")) {
      return Double.parseDouble(text);
    }
    return ((Number) value).doubleValue();
  }

  private static long within(Object value, long least, long most) {
    long number = (Long) value;
    if (number < least || number > most) {
      throw new ArithmeticException(number + " is not within " + least + " and " + most);
    }
    return number;
  }

  /** An output of the model. */
  static SmokeTensor read(String output, OnnxTensor tensor) throws OrtException {
    TensorInfo info = tensor.getInfo();
    List<Long> shape = Arrays.stream(info.getShape()).boxed().toList();
    int count = Math.toIntExact(info.getNumElements());
    if (info.type == OnnxJavaType.STRING) {
      return new SmokeTensor(shape, texts(tensor.getValue()));
    }
    ByteBuffer bytes = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
    Object[] values = new Object[count];
    Arrays.setAll(values, index -> next(bytes, output, info.type));
    return new SmokeTensor(shape, List.of(values));
  }

  /** Texts come as arrays of arrays, one for each dimension. */
  private static List<Object> texts(Object value) {
    return value instanceof Object[] many
        ? Arrays.stream(many).flatMap(one -> texts(one).stream()).toList()
        : List.of(value);
  }

  private static Object next(ByteBuffer bytes, String output, OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> (double) bytes.getFloat();
      case DOUBLE -> bytes.getDouble();
      case FLOAT16 -> (double) Fp16Conversions.fp16ToFloat(bytes.getShort());
      case BFLOAT16 -> (double) Fp16Conversions.bf16ToFloat(bytes.getShort());
      case INT64 -> bytes.getLong();
      case INT32 -> (long) bytes.getInt();
      case INT16 -> (long) bytes.getShort();
      case INT8 -> (long) bytes.get();
      case UINT8 -> (long) Byte.toUnsignedInt(bytes.get());
      case BOOL -> bytes.get() != 0;
      default -> throw unknown(output, type);
    };
  }

  private static GodwitException unknown(String output, OnnxJavaType type) {
    return OnnxRuntime.failed(
        "output '" + output + "' is of type " + type + ", which is not known");
  }
}
