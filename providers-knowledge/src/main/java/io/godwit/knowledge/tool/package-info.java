/**
 * What a person asks a knowledge target for: collections, their versions, and what is near a text.
 */
@NullMarked
package io.godwit.knowledge.tool;

import org.jspecify.annotations.NullMarked;
