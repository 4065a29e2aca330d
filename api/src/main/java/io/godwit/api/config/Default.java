package io.godwit.api.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value that a record component takes when its key is not written, in the form in which an
 * author would write it. A component without a default is required, unless it is an {@code
 * Optional}, a {@code List} or a {@code Map}, which are then empty.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Default {
  /** The value. */
  String value();
}
