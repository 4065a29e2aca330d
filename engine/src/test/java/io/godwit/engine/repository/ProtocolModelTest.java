package io.godwit.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.engine.repository.ProtocolModel.Omission;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A13: two writers and two collectors, in every order")
class ProtocolModelTest {

  @Test
  void whatTheRootRefersToIsThereInEveryStateThatCanBeReached() {
    ProtocolModel model = new ProtocolModel(Omission.NOTHING);

    assertThat(model.broken()).isEmpty();
    assertThat(model.states()).isGreaterThan(100_000);
  }

  @ParameterizedTest
  @EnumSource(value = Omission.class, names = "NOTHING", mode = EnumSource.Mode.EXCLUDE)
  void withoutOneOfItsPartsTheProtocolLosesWhatIsPublished(Omission omission) {
    assertThat(new ProtocolModel(omission).broken()).isPresent();
  }
}
