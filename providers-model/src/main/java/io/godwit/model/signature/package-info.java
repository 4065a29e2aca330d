/** Signatures of models in the form of OpenSSF model signing. */
@NullMarked
package io.godwit.model.signature;

import org.jspecify.annotations.NullMarked;
