/**
 * Runs under a virtual clock, seeded schedules and faults, with the invariants checked throughout.
 */
@org.jspecify.annotations.NullMarked
package io.godwit.engine.simulation;
