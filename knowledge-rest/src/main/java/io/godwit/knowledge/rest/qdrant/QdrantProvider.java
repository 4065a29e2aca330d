package io.godwit.knowledge.rest.qdrant;

import io.godwit.api.provider.Provider;
import io.godwit.api.provider.ProviderContext;
import io.godwit.api.step.StepType;
import io.godwit.knowledge.rest.copy.CopyStepType;
import io.godwit.knowledge.rest.copy.RestTarget;
import io.godwit.knowledge.rest.http.Address;
import io.godwit.knowledge.rest.http.RestClient;
import io.godwit.knowledge.rest.http.Wait;
import io.godwit.knowledge.rest.store.IndexOptions;
import java.util.List;
import java.util.Map;

/** Opens targets in Qdrant. */
public final class QdrantProvider implements Provider<RestTarget, QdrantConfig> {

  @Override
  public String name() {
    return "qdrant";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public Class<QdrantConfig> configType() {
    return QdrantConfig.class;
  }

  @Override
  public RestTarget open(QdrantConfig config, ProviderContext context) {
    Map<String, String> headers =
        config.key().map(key -> Map.of("api-key", key)).orElseGet(Map::of);
    Address address = new Address("Qdrant", config.url(), headers, config.timeout());
    return new RestTarget(
        new Qdrant(
            new RestClient(address, Wait.ON_A_THREAD),
            config.index().orElse(IndexOptions.DEFAULT)));
  }

  @Override
  public List<StepType<RestTarget, ?, ?>> stepTypes() {
    return List.of(CopyStepType.copy(), CopyStepType.sync());
  }
}
