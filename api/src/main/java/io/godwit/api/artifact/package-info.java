/**
 * Artifacts: bytes that are versioned. What providers and the engine see of the repository; how it
 * is kept is said in {@code docs/formats/repository.md}.
 */
@NullMarked
package io.godwit.api.artifact;

import org.jspecify.annotations.NullMarked;
