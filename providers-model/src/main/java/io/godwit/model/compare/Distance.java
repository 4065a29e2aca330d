package io.godwit.model.compare;

/**
 * How far the values of two tensors are apart.
 *
 * @param changed how many values differ
 * @param norm the Euclidean norm of the difference
 * @param relative that norm, divided by the norm of the first tensor; 0 if both are 0
 * @param most the greatest absolute difference of two values
 */
public record Distance(long changed, double norm, double relative, double most) {}
