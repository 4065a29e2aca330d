package io.godwit.api.step;

/**
 * What lint sees of a step: its statements, before they run. Only the provider that has made it
 * knows what it is; see {@link StepType#passage} and {@link Lintable}.
 */
public interface Passage {}
