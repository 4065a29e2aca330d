/** What the fulfilment example is made with. */
@org.jspecify.annotations.NullMarked
package io.godwit.examples.fulfillment;
