package io.godwit.knowledge.rest.opensearch;

import io.godwit.api.provider.Provider;
import io.godwit.api.provider.ProviderContext;
import io.godwit.api.step.StepType;
import io.godwit.knowledge.rest.copy.CopyStepType;
import io.godwit.knowledge.rest.copy.RestTarget;
import io.godwit.knowledge.rest.http.Address;
import io.godwit.knowledge.rest.http.RestClient;
import io.godwit.knowledge.rest.http.Wait;
import io.godwit.knowledge.rest.store.IndexOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens targets in OpenSearch. */
public final class OpenSearchProvider implements Provider<RestTarget, OpenSearchConfig> {

  @Override
  public String name() {
    return "opensearch";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public Class<OpenSearchConfig> configType() {
    return OpenSearchConfig.class;
  }

  @Override
  public RestTarget open(OpenSearchConfig config, ProviderContext context) {
    Address address = new Address("OpenSearch", config.url(), headers(config), config.timeout());
    return new RestTarget(
        new OpenSearch(
            new RestClient(address, Wait.ON_A_THREAD),
            config.knn()
                ? Optional.of(config.index().orElse(IndexOptions.DEFAULT))
                : Optional.empty()));
  }

  private static Map<String, String> headers(OpenSearchConfig config) {
    if (config.user().isEmpty()) {
      return Map.of();
    }
    String secret = config.user().get() + ":" + config.password().orElse("");
    String basic = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    return Map.of("Authorization", "Basic " + basic);
  }

  @Override
  public List<StepType<RestTarget, ?, ?>> stepTypes() {
    return List.of(CopyStepType.copy(), CopyStepType.sync());
  }
}
