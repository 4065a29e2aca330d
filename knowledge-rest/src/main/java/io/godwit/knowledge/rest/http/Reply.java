package io.godwit.knowledge.rest.http;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a store answered.
 *
 * @param status the status of HTTP
 * @param body what it said; missing if it said nothing
 */
public record Reply(int status, JsonNode body) {

  /** Whether what was asked for is not there. */
  public boolean absent() {
    return status == 404;
  }
}
