package io.godwit.knowledge.rest.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where a store is and how it is asked.
 *
 * @param product what messages call it
 * @param url its address, without secrets
 * @param headers what goes with every request; the values are secret
 * @param timeout how long an answer may take
 */
public record Address(String product, String url, Map<String, String> headers, Duration timeout) {

  /**
   * Refuses an address that is none, and one with a secret in it.
   *
   * @throws IllegalArgumentException if it is
   */
  public Address {
    URI uri = URI.create(url);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
      throw new IllegalArgumentException(
          "url is http:// or https://, a host and perhaps a path; secrets stand in their own keys");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout is more than nothing");
    }
    headers = Map.copyOf(headers);
  }

  URI uri(String path) {
    return URI.create((url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + path);
  }

  /** Without the headers. */
  @Override
  public String toString() {
    return product + " at " + url;
  }
}
