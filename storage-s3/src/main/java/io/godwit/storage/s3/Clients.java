package io.godwit.storage.s3;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Two clients on one HTTP client: the first repeats what fails, for calls that may be repeated; the
 * second does not, so that a conditional write that is refused was refused the first time, and not
 * because it had happened already.
 */
final class Clients implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LONGEST_CALL = Duration.ofMinutes(15);
  private static final int ATTEMPTS = 5;

  private final SdkHttpClient http;
  private final S3Client repeating;
  private final S3Client once;

  Clients(S3Settings settings) {
    http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(settings.timeout())
            .build();
    repeating =
        client(
            settings,
            AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build());
    once = client(settings, AwsRetryStrategy.doNotRetry());
  }

  /** For reads and deletions. */
  S3Client repeating() {
    return repeating;
  }

  /** For writes. */
  S3Client once() {
    return once;
  }

  @Override
  public void close() {
    repeating.close();
    once.close();
    http.close();
  }

  private S3Client client(S3Settings settings, RetryStrategy retries) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http)
            .credentialsProvider(credentials(settings))
            .forcePathStyle(settings.pathStyle())
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .retryStrategy(retries)
                    .apiCallTimeout(LONGEST_CALL)
                    .build());
    settings.region().map(Region::of).ifPresent(builder::region);
    settings
        .endpoint()
        .ifPresent(
            endpoint ->
                builder
                    .endpointOverride(endpoint)
                    .serviceConfiguration(plain -> plain.chunkedEncodingEnabled(false))
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED));
    return builder.build();
  }

  private static AwsCredentialsProvider credentials(S3Settings settings) {
    Optional<String> key = settings.environment().apply("AWS_ACCESS_KEY_ID");
    Optional<String> secret = settings.environment().apply("AWS_SECRET_ACCESS_KEY");
    if (key.isEmpty() || secret.isEmpty()) {
      return DefaultCredentialsProvider.builder().build();
    }
    Optional<String> token = settings.environment().apply("AWS_SESSION_TOKEN");
    AwsCredentials credentials =
        token.isPresent()
            ? AwsSessionCredentials.create(key.get(), secret.get(), token.get())
            : AwsBasicCredentials.create(key.get(), secret.get());
    return StaticCredentialsProvider.create(credentials);
  }
}
