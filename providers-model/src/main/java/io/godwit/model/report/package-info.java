/** Answers about a registry and its versions, as records for people and programs. */
@NullMarked
package io.godwit.model.report;

import org.jspecify.annotations.NullMarked;
