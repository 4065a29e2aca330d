package io.godwit.api.storage;

import io.godwit.api.error.GodwitException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a storage is and how to reach it.
 *
 * @param uri the address without its query, for example {@code s3://bucket/prefix}; always with a
 *     scheme
 * @param options what stood in the query and beside the URL, by key. A provider refuses keys that
 *     it does not know
 * @param environment looks up an environment variable
 */
public record StorageLocation(
    URI uri, Map<String, String> options, Function<String, Optional<String>> environment) {

  /**
   * Copies the options.
   *
   * @throws IllegalArgumentException if the address has no scheme, or a query or fragment
   */
  public StorageLocation {
    Objects.requireNonNull(environment, "environment");
    options = Map.copyOf(options);
    if (uri.getScheme() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("an address has a scheme, no query and no fragment");
    }
  }

  /**
   * Reads a URL whose query holds the options, as in {@code s3://bucket/prefix?region=eu-north-1}.
   *
   * @throws GodwitException with {@link StorageError#BAD_LOCATION} if the text is no such URL; the
   *     message does not repeat it, because it may hold a password
   */
  public static StorageLocation parse(String url, Function<String, Optional<String>> environment) {
    try {
      URI whole = new URI(url);
      if (whole.getScheme() == null || whole.getRawFragment() != null) {
        throw bad("has no scheme such as s3: or file:, or has a fragment", null);
      }
      int query = url.indexOf('?');
      URI address = new URI(query < 0 ? url : url.substring(0, query));
      return new StorageLocation(address, options(whole.getRawQuery()), environment);
    } catch (URISyntaxException e) {
      throw bad("is not a URL: " + e.getReason() + " at character " + (e.getIndex() + 1), null);
    }
  }

  /** The scheme in lower case. */
  public String scheme() {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  /** An option, if it is set. */
  public Optional<String> option(String key) {
    return Optional.ofNullable(options.get(key));
  }

  /** The address without user information, for messages; options may be secret and are left out. */
  @Override
  public String toString() {
    String shown = uri.toString();
    String user = uri.getRawUserInfo();
    return user == null ? shown : shown.replace(user + "@", "");
  }

  private static Map<String, String> options(@Nullable String query) {
    Map<String, String> options = new LinkedHashMap<>();
    if (query == null || query.isEmpty()) {
      return options;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw bad("has a query that is not of the form key=value&key=value", null);
      }
      String key = decoded(pair.substring(0, equals));
      if (options.put(key, decoded(pair.substring(equals + 1))) != null) {
        throw bad("sets an option twice: " + key, null);
      }
    }
    return options;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw bad("has a broken %-escape in its query", e);
    }
  }

  private static GodwitException bad(String what, @Nullable Throwable cause) {
    return new GodwitException(
        StorageError.BAD_LOCATION, "The address of the repository " + what, cause);
  }
}
