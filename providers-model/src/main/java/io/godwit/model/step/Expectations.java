package io.godwit.model.step;

import io.godwit.api.error.Fault;
import io.godwit.model.file.ModelError;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tensors that an author expects, held against those of the model's files as they pass. */
final class Expectations {

  private final Map<String, String> missing;
  private final List<Fault> faults = new ArrayList<>();

  Expectations(Map<String, String> expected) {
    this.missing = new TreeMap<>(expected);
  }

  void see(ModelFile file) {
    for (Tensor tensor : file.tensors()) {
      String expected = missing.remove(tensor.name());
      String found = tensor.type() + tensor.shape().toString();
      if (expected != null && !fits(expected.replace(" ", ""), tensor, found)) {
        faults.add(
            fault(
                "tensor '"
                    + tensor.name()
                    + "' of "
                    + file.path()
                    + " is "
                    + found
                    + ", expected "
                    + expected));
      }
    }
  }

  /** What does not fit, when all files have passed. */
  List<Fault> faults() {
    List<Fault> all = new ArrayList<>(faults);
    missing.forEach(
        (name, expected) ->
            all.add(fault("tensor '" + name + "', expected as " + expected + ", is in no file")));
    return all;
  }

  private static boolean fits(String expected, Tensor tensor, String found) {
    return expected.equals(found)
        || expected.equals(tensor.shape().toString())
        || expected.equals(tensor.type().name());
  }

  private static Fault fault(String what) {
    return Fault.of(
        ModelError.UNEXPECTED_TENSORS, what + "; give the right files, or mend the step's expect");
  }
}
