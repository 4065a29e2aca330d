package io.godwit.knowledge.build;

/**
 * A few shares in three numbers.
 *
 * @param mean their mean
 * @param error the standard error of the mean
 * @param least the least of them
 */
record Shares(double mean, double error, double least) {

  static Shares of(double[] shares) {
    double sum = 0;
    double least = 1;
    for (double share : shares) {
      sum += share;
      least = Math.min(least, share);
    }
    double mean = sum / shares.length;
    double squares = 0;
    for (double share : shares) {
      squares += (share - mean) * (share - mean);
    }
    return new Shares(
        mean, Math.sqrt(squares / Math.max(1, shares.length - 1) / shares.length), least);
  }
}
