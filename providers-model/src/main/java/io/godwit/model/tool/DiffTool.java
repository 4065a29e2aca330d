package io.godwit.model.tool;

import io.godwit.api.config.Doc;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import io.godwit.model.compare.Comparison;
import io.godwit.model.compare.Distance;
import io.godwit.model.compare.TensorChange;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.report.ModelReports;
import java.util.List;
import java.util.Optional;

/** {@code models diff}: how two versions differ, tensor by tensor. */
public final class DiffTool implements Tool<ModelRegistry, DiffTool.Wanted> {

  /** What a person says. */
  public record Wanted(
      @Doc("MODEL@VERSION or MODEL:ALIAS.") String before,
      @Doc("The version with which it is compared.") String after) {}

  /**
   * What differs.
   *
   * @param same how many tensors are the same in both
   */
  record Difference(String before, String after, long same, List<Line> changes) {}

  /**
   * A tensor that differs; for values that can be subtracted, by how much.
   *
   * @param values how many values differ
   * @param norm the Euclidean norm of the difference
   * @param share that norm, divided by the norm of the tensor before
   * @param most the greatest absolute difference
   */
  record Line(
      String tensor,
      TensorChange.Kind change,
      Optional<String> before,
      Optional<String> after,
      Optional<Long> values,
      Optional<Double> norm,
      Optional<Double> share,
      Optional<Double> most) {

    static Line of(TensorChange change) {
      Optional<Distance> distance = change.distance();
      return new Line(
          change.tensor(),
          change.kind(),
          change.before(),
          change.after(),
          distance.map(Distance::changed),
          distance.map(Distance::norm),
          distance.map(Distance::relative),
          distance.map(Distance::most));
    }
  }

  @Override
  public String name() {
    return "diff";
  }

  @Override
  public String description() {
    return "Compares two versions tensor by tensor: added, gone, other shape, type or values.";
  }

  @Override
  public Class<Wanted> argumentsType() {
    return Wanted.class;
  }

  @Override
  public Answer use(ModelRegistry target, Wanted wanted, ToolCall call) {
    Comparison.Result found =
        new ModelReports(target)
            .diff(wanted.before(), wanted.after(), tree -> new WatchedTree(tree, "compared", call));
    return Answer.of(
        new Difference(
            wanted.before(),
            wanted.after(),
            found.same(),
            found.changes().stream().map(Line::of).toList()));
  }
}
