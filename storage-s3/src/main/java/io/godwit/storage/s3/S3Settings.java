package io.godwit.storage.s3;

import io.godwit.api.error.GodwitException;
import io.godwit.api.storage.StorageError;
import io.godwit.api.storage.StorageLocation;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How to reach a bucket.
 *
 * @param bucket its name
 * @param prefix what all keys begin with: empty, or a path that ends with a slash
 * @param endpoint another server than Amazon's; option {@code endpoint}, a URL
 * @param region option {@code region}; else {@code AWS_REGION}, else what the SDK finds, or with an
 *     endpoint {@code us-east-1}
 * @param pathStyle whether the bucket stands in the path of URLs and not in the host; option {@code
 *     path-style}, true by default where there is an endpoint
 * @param conditionalWrites whether to rely on conditional writes; option {@code
 *     conditional-writes}, true by default. Without them the register must be kept elsewhere
 * @param encryption option {@code encryption}: {@code AES256} or {@code aws:kms}
 * @param kmsKey option {@code kms-key}: the key for {@code aws:kms}
 * @param timeout how long the server may stay silent; option {@code timeout} in seconds, 30 by
 *     default
 * @param environment looks up environment variables
 */
record S3Settings(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<String> region,
    boolean pathStyle,
    boolean conditionalWrites,
    Optional<String> encryption,
    Optional<String> kmsKey,
    Duration timeout,
    Function<String, Optional<String>> environment) {

  private static final Set<String> OPTIONS =
      Set.of(
          "endpoint",
          "region",
          "path-style",
          "conditional-writes",
          "encryption",
          "kms-key",
          "timeout");
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");
  private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9._=-]+/)*");
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(30);

  static S3Settings of(StorageLocation location) {
    requireKnown(location);
    Optional<URI> endpoint = location.option("endpoint").map(S3Settings::endpoint);
    return new S3Settings(
        bucket(location),
        prefix(location),
        endpoint,
        region(location, endpoint.isPresent()),
        flag(location, "path-style", endpoint.isPresent()),
        flag(location, "conditional-writes", true),
        encryption(location),
        location.option("kms-key"),
        timeout(location),
        location.environment());
  }

  /** The address without secrets. */
  String description() {
    return "s3://" + bucket + "/" + prefix + endpoint.map(e -> " at " + e).orElse("");
  }

  private static void requireKnown(StorageLocation location) {
    Set<String> unknown = new TreeSet<>(location.options().keySet());
    unknown.removeAll(OPTIONS);
    if (!unknown.isEmpty()) {
      throw bad("has unknown options " + unknown + "; known are " + new TreeSet<>(OPTIONS));
    }
  }

  private static String bucket(StorageLocation location) {
    String bucket = Optional.ofNullable(location.uri().getRawAuthority()).orElse("");
    if (!BUCKET.matcher(bucket).matches()) {
      throw bad("does not name a bucket; write it as s3://bucket/prefix");
    }
    return bucket;
  }

  private static String prefix(StorageLocation location) {
    String path = Optional.ofNullable(location.uri().getPath()).orElse("");
    String prefix = path.replaceAll("^/+|/+$", "");
    String whole = prefix.isEmpty() ? "" : prefix + "/";
    if (!PREFIX.matcher(whole).matches() || whole.contains("..") || whole.length() > 512) {
      throw bad("has a prefix that is not made of letters, digits and . _ = - with / between");
    }
    return whole;
  }

  private static Optional<String> region(StorageLocation location, boolean elsewhere) {
    Optional<String> named =
        location.option("region").or(() -> location.environment().apply("AWS_REGION"));
    return named.or(() -> elsewhere ? Optional.of("us-east-1") : Optional.empty());
  }

  private static URI endpoint(String text) {
    try {
      URI endpoint = new URI(text);
      boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
      if (web && endpoint.getHost() != null && endpoint.getRawUserInfo() == null) {
        return endpoint;
      }
    } catch (URISyntaxException e) {
      throw bad("has an endpoint that is not a URL");
    }
    throw bad("has an endpoint that is not of the form https://host:port");
  }

  private static boolean flag(StorageLocation location, String key, boolean otherwise) {
    String value = location.option(key).orElse(Boolean.toString(otherwise));
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad("sets " + key + " to something else than true or false");
    };
  }

  private static Optional<String> encryption(StorageLocation location) {
    Optional<String> encryption = location.option("encryption");
    if (encryption.isPresent() && !Set.of("AES256", "aws:kms").contains(encryption.get())) {
      throw bad("sets encryption to something else than AES256 or aws:kms");
    }
    return encryption.or(() -> location.option("kms-key").map(key -> "aws:kms"));
  }

  private static Duration timeout(StorageLocation location) {
    try {
      Duration timeout =
          Duration.ofSeconds(Long.parseLong(location.option("timeout").orElse("30")));
      if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
        throw bad("sets timeout to something else than 1 to 1800 seconds");
      }
      return timeout;
    } catch (NumberFormatException e) {
      throw bad("sets timeout to something else than a number of seconds");
    }
  }

  private static GodwitException bad(String what) {
    return new GodwitException(
        StorageError.BAD_LOCATION, "The S3 address of the repository " + what);
  }
}
