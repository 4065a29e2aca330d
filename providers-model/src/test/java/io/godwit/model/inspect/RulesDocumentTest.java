package io.godwit.model.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.file.LimitRule;
import io.godwit.model.file.Rule;
import io.godwit.model.gguf.GgufRule;
import io.godwit.model.onnx.ExternalRule;
import io.godwit.model.onnx.OnnxRule;
import io.godwit.model.safetensors.SafetensorsRule;
import io.godwit.model.safetensors.ShardRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesDocumentTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|");

  @Test
  void theDocumentListsEveryRuleAndNoOther() throws IOException {
    String document = Files.readString(Path.of("../docs/formats/models.md"));
    List<String> documented =
        ROW.matcher(document).results().map(match -> match.group(1)).sorted().toList();
    List<String> rules =
        Stream.<Rule[]>of(
                SafetensorsRule.values(),
                ShardRule.values(),
                GgufRule.values(),
                OnnxRule.values(),
                ExternalRule.values(),
                LimitRule.values())
            .flatMap(Stream::of)
            .map(Rule::id)
            .sorted()
            .toList();
    assertThat(documented).isEqualTo(rules);
  }
}
