package io.godwit.model.convert;

import io.godwit.api.error.Fault;
import io.godwit.model.file.ModelError;
import io.godwit.model.file.NamePattern;
import io.godwit.model.file.Tensor;
import io.godwit.model.number.FloatFormat;
import io.godwit.model.safetensors.SafetensorsType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of a recipe as they apply to single tensors. A rule that applies to none is a fault: it
 * was meant for one.
 */
final class Rules {

  private record NewName(NamePattern from, String to) {}

  private final List<NamePattern> keep;
  private final List<NamePattern> drop;
  private final List<NewName> rename;
  private final Optional<FloatFormat> cast;
  private final Set<NamePattern> unused = new LinkedHashSet<>();
  private final Set<String> names = new HashSet<>();
  private final List<Fault> faults = new ArrayList<>();

  Rules(Recipe recipe) {
    keep = recipe.keep().stream().map(NamePattern::new).toList();
    drop = recipe.drop().stream().map(NamePattern::new).toList();
    rename =
        recipe.rename().stream()
            .map(rule -> new NewName(new NamePattern(rule.from()), rule.to()))
            .toList();
    cast = recipe.cast().flatMap(FloatFormat::named);
    unused.addAll(keep);
    unused.addAll(drop);
    rename.forEach(rule -> unused.add(rule.from()));
    check(recipe);
  }

  private void check(Recipe recipe) {
    if (recipe.cast().isPresent() && cast.isEmpty()) {
      fault("cast: " + recipe.cast().get() + " is none of F32, F16 and BF16");
    }
    if (recipe.join() && recipe.shardBytes().isPresent()) {
      fault("join and shard-bytes exclude each other");
    }
    if (recipe.shardBytes().filter(bytes -> bytes < 1).isPresent()) {
      fault("shard-bytes is " + recipe.shardBytes().get() + ", not 1 or more");
    }
    for (Recipe.Rename rule : recipe.rename()) {
      if (NamePattern.stars(rule.to()) > NamePattern.stars(rule.from())) {
        fault("rename: '" + rule.to() + "' has more * than '" + rule.from() + "'");
      }
    }
  }

  boolean isDropped(Tensor tensor) {
    return any(drop, tensor.name());
  }

  /** The type that a tensor gets. */
  SafetensorsType type(Tensor tensor) {
    SafetensorsType now = SafetensorsType.named(tensor.type().name()).orElseThrow();
    boolean castable = FloatFormat.named(now.name()).isPresent();
    return any(keep, tensor.name()) || !castable || cast.isEmpty()
        ? now
        : SafetensorsType.valueOf(cast.get().name());
  }

  /** The name that a tensor gets. */
  String name(Tensor tensor) {
    String name = tensor.name();
    for (NewName rule : rename) {
      Optional<String> renamed =
          NamePattern.stars(rule.to()) > NamePattern.stars(rule.from().toString())
              ? Optional.empty()
              : rule.from().renamed(tensor.name(), rule.to());
      if (renamed.isPresent()) {
        unused.remove(rule.from());
        name = renamed.get();
        break;
      }
    }
    return name;
  }

  /** Notes that a name is taken among the tensors of one model. */
  void take(String model, String name) {
    if (name.isEmpty() || !names.add(model + "\n" + name)) {
      fault("after renaming, two tensors are named '" + name + "', or one has no name");
    }
  }

  void fault(String what) {
    faults.add(Fault.of(ModelError.BAD_RECIPE, what + "; mend the step"));
  }

  /** What is wrong, when all tensors have been seen. */
  List<Fault> faults() {
    unused.forEach(pattern -> fault("no tensor is named '" + pattern + "'"));
    unused.clear();
    return List.copyOf(faults);
  }

  private boolean any(List<NamePattern> patterns, String name) {
    boolean found = false;
    for (NamePattern pattern : patterns) {
      if (pattern.matches(name)) {
        unused.remove(pattern);
        found = true;
      }
    }
    return found;
  }
}
