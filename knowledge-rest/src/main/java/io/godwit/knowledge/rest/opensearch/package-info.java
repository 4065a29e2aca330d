/** OpenSearch. */
@NullMarked
package io.godwit.knowledge.rest.opensearch;

import org.jspecify.annotations.NullMarked;
