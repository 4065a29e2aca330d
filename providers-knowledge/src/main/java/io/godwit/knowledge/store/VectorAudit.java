package io.godwit.knowledge.store;

import io.godwit.api.embedding.VectorForm;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What reading all vectors of a version once has found.
 *
 * @param fault what is wrong with the first vector that cannot be the embedder's; empty when all
 *     can
 * @param samples some vectors, evenly spread
 */
public record VectorAudit(Optional<String> fault, List<Sample> samples) {

  /**
   * A text's vector.
   *
   * @param text the key of the text
   * @param vector its vector
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Sample(long text, float[] vector) {}

  /** Reads all vectors, and compares each with what the embedder says of itself. */
  public static VectorAudit of(VectorScan scan, VectorForm form, int samples) throws SQLException {
    Sampler sampler = new Sampler(scan.count(), samples);
    List<String> faults = new ArrayList<>();
    scan.forEach(
        (text, vector) -> {
          sampler.visit(text, vector);
          if (faults.isEmpty()) {
            form.fault(new float[][] {vector}, 1)
                .ifPresent(fault -> faults.add("the vector of text " + text + ": " + fault));
          }
        });
    return new VectorAudit(faults.stream().findFirst(), sampler.samples);
  }

  /** Some vectors, evenly spread. */
  public static List<Sample> sample(VectorScan scan, int samples) throws SQLException {
    Sampler sampler = new Sampler(scan.count(), samples);
    scan.forEach(sampler::visit);
    return sampler.samples;
  }

  /**
   * Whether there are several samples, and all have the same vector: an embedder that is broken.
   */
  public boolean allTheSame() {
    return samples.size() > 1
        && samples.stream()
            .allMatch(sample -> Arrays.equals(sample.vector(), samples.get(0).vector()));
  }

  /** The cosine of two vectors. */
  public static double cosine(float[] a, float[] b) {
    return ExactSearch.dot(a, b) / Math.sqrt(ExactSearch.dot(a, a) * ExactSearch.dot(b, b));
  }

  private static final class Sampler {

    private final List<Sample> samples = new ArrayList<>();
    private final long stride;
    private final int most;
    private long at;

    Sampler(long count, int most) {
      this.stride = Math.max(1, count / most);
      this.most = most;
    }

    void visit(long text, float[] vector) {
      if (at % stride == 0 && samples.size() < most) {
        samples.add(new Sample(text, vector));
      }
      at++;
    }
  }
}
