/** What an extension author publishes: a provider of targets and step types. */
@NullMarked
package io.godwit.api.provider;

import org.jspecify.annotations.NullMarked;
