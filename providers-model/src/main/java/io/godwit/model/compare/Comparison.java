package io.godwit.model.compare;

import io.godwit.api.file.FileTree;
import io.godwit.model.file.Tensor;
import io.godwit.model.inspect.Inspector;
import io.godwit.model.number.Block;
import io.godwit.model.number.FloatFormat;
import io.godwit.model.values.ValueCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares two versions of a model tensor by tensor, by name. Values are read as streams, one block
 * of each version at a time.
 */
public final class Comparison {

  private final FileTree before;
  private final FileTree after;
  private final List<TensorChange> changes = new ArrayList<>();
  private long same;

  private Comparison(FileTree before, FileTree after) {
    this.before = before;
    this.after = after;
  }

  /**
   * What differs.
   *
   * @param changes those that are gone and changed in the order of the first version, then those
   *     that were added
   * @param same how many tensors are the same in both
   */
  public record Result(List<TensorChange> changes, long same) {
    /** Copies the list. */
    public Result {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Compares all tensors.
   *
   * @throws io.godwit.api.error.GodwitException if a version cannot be read
   */
  public static Result of(FileTree before, FileTree after) {
    Comparison comparison = new Comparison(before, after);
    comparison.compare();
    return new Result(comparison.changes, comparison.same);
  }

  /** The tensors of a version, in the order of its files. */
  public static List<TensorLine> tensors(FileTree tree) {
    return read(tree).values().stream().map(TensorLine::of).toList();
  }

  private static Map<String, Tensor> read(FileTree tree) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Set<String> all = tree.files().stream().map(FileTree.Entry::path).collect(Collectors.toSet());
    Inspector.inspect(
            tree,
            new Inspector.Options(false, all),
            file ->
                file.tensors()
                    .forEach(
                        tensor -> {
                          String name = tensor.name();
                          if (tensors.putIfAbsent(name, tensor) != null) {
                            tensors.put(file.path() + ": " + name, tensor);
                          }
                        }))
        .orThrow();
    return tensors;
  }

  private void compare() {
    Map<String, Tensor> old = read(before);
    Map<String, Tensor> now = read(after);
    try (ValueCursor oldValues = new ValueCursor(before);
        ValueCursor newValues = new ValueCursor(after)) {
      old.forEach(
          (name, tensor) -> {
            Optional<Tensor> other = Optional.ofNullable(now.remove(name));
            if (other.isEmpty()) {
              change(name, TensorChange.Kind.GONE, Optional.of(tensor), other, Optional.empty());
            } else {
              compare(name, tensor, other.get(), oldValues, newValues);
            }
          });
    }
    now.forEach(
        (name, tensor) ->
            change(
                name,
                TensorChange.Kind.ADDED,
                Optional.empty(),
                Optional.of(tensor),
                Optional.empty()));
  }

  private void compare(
      String name, Tensor one, Tensor other, ValueCursor oldValues, ValueCursor newValues) {
    if (!one.shape().equals(other.shape())) {
      change(name, TensorChange.Kind.SHAPE, Optional.of(one), Optional.of(other), Optional.empty());
      return;
    }
    boolean sameType = one.type().equals(other.type());
    oldValues.seek(one.data());
    newValues.seek(other.data());
    Optional<FloatFormat> oldFormat = format(one);
    Optional<FloatFormat> newFormat = format(other);
    Optional<Distance> distance = Optional.empty();
    boolean sameValues;
    if (oldFormat.isPresent() && newFormat.isPresent()) {
      distance = Optional.of(distance(oldValues, oldFormat.get(), newValues, newFormat.get()));
      sameValues = distance.get().changed() == 0;
    } else {
      sameValues = sameType && sameBytes(oldValues, newValues);
    }
    if (sameType && sameValues) {
      same++;
    } else {
      change(
          name,
          sameType ? TensorChange.Kind.VALUES : TensorChange.Kind.TYPE,
          Optional.of(one),
          Optional.of(other),
          distance);
    }
  }

  private static Optional<FloatFormat> format(Tensor tensor) {
    String name =
        switch (tensor.type().name()) {
          case "FLOAT" -> "F32";
          case "FLOAT16" -> "F16";
          case "BFLOAT16" -> "BF16";
          default -> tensor.type().name();
        };
    return tensor.raw() ? FloatFormat.named(name) : Optional.empty();
  }

  private static Distance distance(
      ValueCursor one, FloatFormat oneFormat, ValueCursor other, FloatFormat otherFormat) {
    DistanceSum sum = new DistanceSum();
    Block oldBlock = new Block();
    Block newBlock = new Block();
    byte[] bytes = new byte[Block.VALUES * Float.BYTES];
    while (one.left() > 0) {
      int count = one.read(bytes, Block.VALUES * oneFormat.bytes()) / oneFormat.bytes();
      oldBlock.read(bytes, count, oneFormat);
      newBlock.read(
          bytes, other.read(bytes, count * otherFormat.bytes()) / otherFormat.bytes(), otherFormat);
      sum.add(oldBlock, newBlock);
    }
    return sum.toDistance();
  }

  private static boolean sameBytes(ValueCursor one, ValueCursor other) {
    if (one.left() != other.left()) {
      return false;
    }
    byte[] oldBytes = new byte[Block.VALUES];
    byte[] newBytes = new byte[Block.VALUES];
    while (one.left() > 0) {
      int count = one.read(oldBytes, oldBytes.length);
      other.read(newBytes, count);
      if (!Arrays.equals(oldBytes, 0, count, newBytes, 0, count)) {
        return false;
      }
    }
    return true;
  }

  private void change(
      String name,
      TensorChange.Kind kind,
      Optional<Tensor> one,
      Optional<Tensor> other,
      Optional<Distance> distance) {
    changes.add(
        new TensorChange(
            name, kind, one.map(Comparison::words), other.map(Comparison::words), distance));
  }

  private static String words(Tensor tensor) {
    return tensor.type() + tensor.shape().toString();
  }
}
