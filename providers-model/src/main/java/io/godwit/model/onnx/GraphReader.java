package io.godwit.model.onnx;

import static io.godwit.model.onnx.OnnxRule.*;

import io.godwit.model.file.ByteStream;
import io.godwit.model.file.Contents;
import io.godwit.model.file.Tensor;
import java.util.Set;

/**
 * Reads graphs with their nodes, for the tensors in them: initializers, which have names, and
 * constants in the attributes of nodes, which are called by operator, number and attribute: {@code
 * Constant#12.value}. Graphs in attributes (of {@code If} and {@code Loop}) are named likewise.
 */
final class GraphReader {

  private static final Set<Integer> GRAPH_SINGLE = Set.of(2, 10);
  private static final Set<Integer> NODE_SINGLE = Set.of(3, 4, 6, 7, 8);
  private static final Set<Integer> ATTRIBUTE_SINGLE = Set.of(1, 2, 3, 4, 5, 6, 13, 20, 21, 22);
  private static final int NAME_KEPT = 256;

  private final Wire wire;
  private final ByteStream in;
  private final Contents contents;
  private final Siblings siblings;
  private long nodes;

  GraphReader(Wire wire, Contents contents, Siblings siblings) {
    this.wire = wire;
    this.in = wire.in();
    this.contents = contents;
    this.siblings = siblings;
  }

  /** How many nodes there were in all graphs. */
  long nodes() {
    return nodes;
  }

  /** Reads the graph that is the field's value; its tensors' names get this prefix. */
  void graph(Wire.Field field, String prefix) {
    wire.expect(field, Wire.LENGTH);
    wire.message(
        "a graph",
        field.end(),
        GRAPH_SINGLE,
        part -> {
          switch (part.number()) {
            case 1 -> node(part, prefix);
            case 2, 10 -> wire.text(part, 0);
            case 5 -> initializer(prefix, TensorReader.read(wire, siblings, part), part.offset());
            case 15 -> sparse(part, prefix);
            default -> {
              return false;
            }
          }
          return true;
        });
  }

  /** Reads the node that is the field's value. */
  void node(Wire.Field field, String prefix) {
    wire.expect(field, Wire.LENGTH);
    String name = prefix + "#" + nodes++;
    boolean[] operator = {false};
    wire.message(
        "a node",
        field.end(),
        NODE_SINGLE,
        part -> {
          switch (part.number()) {
            case 1, 2, 3, 6, 7, 8 -> wire.text(part, 0);
            case 4 -> operator[0] = !wire.text(part, 1).isEmpty();
            case 5 -> attribute(part, name);
            default -> {
              return false;
            }
          }
          return true;
        });
    if (!operator[0]) {
      throw in.broken(
          NODE_NO_OPERATOR, field.offset(), "node " + (nodes - 1) + " names no operator");
    }
  }

  /** Tensors and graphs of an attribute come before its name is known, so they are numbered. */
  private void attribute(Wire.Field field, String node) {
    wire.expect(field, Wire.LENGTH);
    int[] number = {0};
    wire.message(
        "an attribute",
        field.end(),
        ATTRIBUTE_SINGLE,
        part -> {
          String name = node + "." + number[0]++;
          switch (part.number()) {
            case 1, 13, 21 -> wire.text(part, NAME_KEPT);
            case 5, 10 -> add(name, TensorReader.read(wire, siblings, part), part.offset());
            case 6, 11 -> graph(part, name);
            case 22, 23 -> sparse(part, name);
            default -> {
              return false;
            }
          }
          return true;
        });
  }

  private void initializer(String prefix, Tensor tensor, long offset) {
    boolean odd = tensor.name().chars().anyMatch(Character::isISOControl);
    if (tensor.name().isEmpty() || odd) {
      throw in.broken(
          NAME_MISSING, offset, "an initializer has no name, or one with control characters");
    }
    add(prefix.isEmpty() ? tensor.name() : prefix + "/" + tensor.name(), tensor, offset);
  }

  private void add(String name, Tensor tensor, long offset) {
    if (!contents.addName(name, offset)) {
      throw in.broken(NAME_TWICE, offset, "two tensors are named '" + name + "'");
    }
    contents.add(new Tensor(name, tensor.type(), tensor.shape(), tensor.data(), tensor.raw()));
  }

  /** A sparse tensor is two tensors: the values, which carry the name, and where they stand. */
  private void sparse(Wire.Field field, String prefix) {
    wire.expect(field, Wire.LENGTH);
    wire.message(
        "a sparse tensor",
        field.end(),
        Set.of(1, 2),
        part -> {
          if (part.number() != 1 && part.number() != 2) {
            return false;
          }
          Tensor tensor = TensorReader.read(wire, siblings, part);
          String kind = part.number() == 1 ? "values" : "indices";
          add(prefix + "@" + field.offset() + "." + kind, tensor, part.offset());
          return true;
        });
  }
}
