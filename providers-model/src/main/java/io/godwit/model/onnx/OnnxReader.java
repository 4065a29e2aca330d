package io.godwit.model.onnx;

import static io.godwit.model.onnx.OnnxRule.*;

import io.godwit.model.file.ByteStream;
import io.godwit.model.file.Contents;
import io.godwit.model.file.LimitRule;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.ModelFormat;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads an ONNX file and checks every message in it that has to do with tensors.
 *
 * <p>A file is one {@code ModelProto} in protobuf's encoding, with no length, magic word or
 * checksum. The messages: {@code onnx/onnx.proto}; what must be there: {@code onnx/checker.cc}.
 * Values are skipped, but for numbers of varying length, which must be counted.
 */
public final class OnnxReader {

  private static final long LONGEST = Integer.MAX_VALUE;
  private static final int FIRST_WITH_OPSETS = 3;
  private static final Set<Integer> MODEL_SINGLE = Set.of(1, 2, 3, 4, 5, 6, 7);

  private final ByteStream in;
  private final Wire wire;
  private final Contents contents;
  private final GraphReader graphs;
  private final Set<String> opsets = new HashSet<>();
  private long irVersion;
  private boolean graphSeen;

  private OnnxReader(ByteStream in, Siblings siblings) {
    this.in = in;
    this.wire = new Wire(in);
    this.contents = new Contents(in.file());
    this.graphs = new GraphReader(wire, contents, siblings);
  }

  /**
   * Reads a file.
   *
   * @param in at the file's first byte
   * @param siblings the files beside it
   * @throws io.godwit.api.error.GodwitException if a rule is broken
   */
  public static ModelFile read(ByteStream in, Siblings siblings) {
    return new OnnxReader(in, siblings).read();
  }

  private ModelFile read() {
    if (in.size() > LONGEST) {
      throw in.broken(FILE_TOO_LONG, 0, "the file has " + in.size() + " bytes, above " + LONGEST);
    }
    wire.message("the model", in.size(), MODEL_SINGLE, this::field);
    if (irVersion < 1) {
      throw in.broken(IR_VERSION, 0, "ir_version is " + irVersion + ", or is missing");
    }
    if (irVersion >= FIRST_WITH_OPSETS && opsets.isEmpty()) {
      throw in.broken(OPSET_MISSING, 0, "no operator set is imported, at ir_version " + irVersion);
    }
    if (!graphSeen) {
      throw in.broken(GRAPH_MISSING, 0, "there is no graph");
    }
    contents.addMetadata("onnx.nodes", Long.toString(graphs.nodes()), in.size());
    return contents.toFile(ModelFormat.ONNX, in.size());
  }

  private boolean field(Wire.Field field) {
    switch (field.number()) {
      case 1 -> {
        irVersion = wire.number(field);
        note("onnx.ir_version", Long.toString(irVersion), field);
      }
      case 2 -> note("onnx.producer_name", wire.text(field, LimitRule.KEPT_VALUE), field);
      case 3 -> note("onnx.producer_version", wire.text(field, LimitRule.KEPT_VALUE), field);
      case 4 -> note("onnx.domain", wire.text(field, LimitRule.KEPT_VALUE), field);
      case 5 -> note("onnx.model_version", Long.toString(wire.number(field)), field);
      case 7 -> {
        graphSeen = true;
        graphs.graph(field, "");
      }
      case 8 -> opset(field);
      case 14 -> metadata(field);
      case 20 -> training(field);
      case 25 -> function(field);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void opset(Wire.Field field) {
    wire.expect(field, Wire.LENGTH);
    String[] domain = {""};
    long[] version = {0};
    wire.message(
        "an operator set",
        field.end(),
        Set.of(1, 2),
        part -> {
          if (part.number() == 1) {
            domain[0] = wire.text(part, LimitRule.LONGEST_NAME);
          } else if (part.number() == 2) {
            version[0] = wire.number(part);
          }
          return part.number() <= 2;
        });
    String name = domain[0].isEmpty() ? "ai.onnx" : domain[0];
    if (version[0] < 1) {
      throw in.broken(
          OPSET_VERSION, field.offset(), "operator set " + name + " has version " + version[0]);
    }
    if (!opsets.add(name)) {
      throw in.broken(OPSET_TWICE, field.offset(), "operator set " + name + " is imported twice");
    }
    note("onnx.opset." + name, Long.toString(version[0]), field);
  }

  private void metadata(Wire.Field field) {
    Pair pair = Pair.read(wire, field, LimitRule.KEPT_VALUE);
    note(pair.key(), pair.value(), field);
  }

  private void training(Wire.Field field) {
    wire.expect(field, Wire.LENGTH);
    wire.message(
        "training information",
        field.end(),
        Set.of(1, 2),
        part -> {
          boolean graph = part.number() == 1 || part.number() == 2;
          if (graph) {
            graphs.graph(part, "training@" + part.offset());
          }
          return graph;
        });
  }

  private void function(Wire.Field field) {
    wire.expect(field, Wire.LENGTH);
    wire.message(
        "a function",
        field.end(),
        Set.of(1, 8, 10),
        part -> {
          if (part.number() == 7) {
            graphs.node(part, "function@" + field.offset());
          }
          return part.number() == 7;
        });
  }

  private void note(String key, String value, Wire.Field field) {
    if (!contents.addMetadata(key, value, field.offset())) {
      throw in.broken(METADATA_KEY_TWICE, field.offset(), "the metadata have '" + key + "' twice");
    }
  }
}
