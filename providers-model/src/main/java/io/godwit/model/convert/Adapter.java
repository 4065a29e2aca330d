package io.godwit.model.convert;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.model.file.ModelError;
import io.godwit.model.file.Tensor;
import io.godwit.model.inspect.Inspector;
import io.godwit.model.number.FloatFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A low-rank adapter as the PEFT library saves it: {@code adapter_config.json} beside safetensors
 * files with a pair {@code lora_A}, {@code lora_B} for each matrix. What this class does not know
 * how to merge exactly (DoRA, convolutions, trained biases, ranks that differ) it refuses.
 */
public final class Adapter {

  private static final String CONFIG = "adapter_config.json";
  private static final Pattern FACTOR =
      Pattern.compile("(?:base_model\\.model\\.)?(.+)\\.lora_([AB])(?:\\.default)?\\.weight");
  private static final long MOST_VALUES = 16 << 20;

  private final FileTree tree;
  private final Map<String, Tensor> factors = new HashMap<>();
  private final Set<String> unused = new TreeSet<>();
  private final List<String> strange = new ArrayList<>();
  private final long rank;
  private final double scale;

  private Adapter(FileTree tree) {
    this.tree = tree;
    JsonNode config = Json.read(tree, CONFIG);
    demand(config.path("peft_type").asText("LORA").equals("LORA"), "peft_type is not LORA");
    for (String flag : List.of("use_dora", "fan_in_fan_out", "lora_bias")) {
      demand(!config.path(flag).asBoolean(false), flag + " is set");
    }
    for (String list : List.of("rank_pattern", "alpha_pattern", "modules_to_save")) {
      demand(config.path(list).isEmpty(), list + " is not empty");
    }
    demand(config.path("bias").asText("none").equals("none"), "bias is not none");
    rank = config.path("r").asLong(0);
    demand(rank > 0, "r is no rank");
    demand(config.path("lora_alpha").isNumber(), "lora_alpha is no number");
    double alpha = config.path("lora_alpha").asDouble();
    scale =
        alpha
            / (config.path("use_rslora").asBoolean(false)
                ? Math.sqrt((double) rank)
                : (double) rank);
    Inspector.inspect(
            tree, Inspector.Options.DEFAULT, file -> file.tensors().forEach(this::collect))
        .orThrow();
    demand(strange.isEmpty(), "it has the tensors " + strange);
    demand(!unused.isEmpty(), "it has no factors");
  }

  /**
   * Reads an adapter's headers.
   *
   * @throws GodwitException with {@link ModelError#BAD_ADAPTER} if it is none, or one that cannot
   *     be merged
   */
  public static Adapter read(FileTree tree) {
    return new Adapter(tree);
  }

  private void collect(Tensor tensor) {
    Matcher factor = FACTOR.matcher(tensor.name());
    if (!factor.matches()
        || tensor.shape().rank() != 2
        || tensor.shape().values() > MOST_VALUES
        || FloatFormat.named(tensor.type().name()).isEmpty()) {
      strange.add(tensor.name() + " " + tensor.type() + tensor.shape());
      return;
    }
    factors.put(factor.group(1) + factor.group(2), tensor);
    unused.add(factor.group(1));
  }

  /** What it adds to a tensor. */
  Optional<LowRank> of(Tensor tensor) {
    if (!tensor.name().endsWith(".weight")) {
      return Optional.empty();
    }
    String module = tensor.name().substring(0, tensor.name().length() - ".weight".length());
    if (!unused.remove(module)) {
      return Optional.empty();
    }
    Tensor a = factor(module, "A");
    Tensor b = factor(module, "B");
    boolean fits =
        tensor.shape().rank() == 2
            && a.shape().dimension(0) == rank
            && b.shape().dimension(1) == rank
            && a.shape().dimension(1) == tensor.shape().dimension(1)
            && b.shape().dimension(0) == tensor.shape().dimension(0)
            && FloatFormat.named(tensor.type().name()).isPresent();
    demand(
        fits,
        "'"
            + tensor.name()
            + "' is "
            + tensor.type()
            + tensor.shape()
            + ", its factors are A "
            + a.shape()
            + " and B "
            + b.shape()
            + ", for the rank "
            + rank);
    return Optional.of(new LowRank(tree, a, b, scale));
  }

  private Tensor factor(String module, String which) {
    return Optional.ofNullable(factors.get(module + which))
        .orElseThrow(() -> new GodwitException(fault("'" + module + "' has no lora_" + which)));
  }

  /** What no tensor has taken. */
  List<Fault> faults() {
    return unused.stream()
        .map(module -> fault("the model has no tensor '" + module + ".weight'"))
        .toList();
  }

  private static void demand(boolean so, String otherwise) {
    if (!so) {
      throw new GodwitException(fault(otherwise));
    }
  }

  private static Fault fault(String what) {
    return Fault.of(
        ModelError.BAD_ADAPTER,
        "the adapter cannot be merged: "
            + what
            + "; give one that fits the model, or merge it with the library that made it");
  }
}
