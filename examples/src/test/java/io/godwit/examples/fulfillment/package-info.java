/** The fulfilment example, as it is shipped. */
@org.jspecify.annotations.NullMarked
package io.godwit.examples.fulfillment;
