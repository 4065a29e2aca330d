package io.godwit.model.compare;

import io.godwit.model.number.Block;

/** Adds up a {@link Distance}, in double, value by value in order. Two NaN count as the same. */
final class DistanceSum {

  private long changed;
  private double squares;
  private double baseSquares;
  private double most;

  void add(Block before, Block after) {
    for (int i = 0; i < before.count(); i++) {
      float one = before.get(i);
      float other = after.get(i);
      baseSquares += (double) one * one;
      if (Float.compare(one, other) != 0 && one != other) {
        double difference = (double) other - one;
        changed++;
        squares += difference * difference;
        most = Math.max(most, Math.abs(difference));
      }
    }
  }

  Distance toDistance() {
    double norm = Math.sqrt(squares);
    return new Distance(changed, norm, norm == 0 ? 0 : norm / Math.sqrt(baseSquares), most);
  }
}
