package io.godwit.model.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.config.Setting;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import io.godwit.config.change.FileChange;
import io.godwit.config.change.Freezing;
import io.godwit.model.file.MemoryTree;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.Shape;
import io.godwit.model.file.Tensor;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.inspect.Inspector;
import io.godwit.model.number.Block;
import io.godwit.model.number.FloatFormat;
import io.godwit.model.safetensors.SafetensorsType;
import io.godwit.model.safetensors.SafetensorsWriter;
import io.godwit.model.values.ValueCursor;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("F2: a version is made out of another as a stream")
class ConversionTest {

  private static final Recipe NOTHING = Recipe.nothing();

  private static Recipe recipe(
      List<Recipe.Rename> rename, List<String> drop, Optional<Long> shard, boolean join) {
    return new Recipe(
        Optional.empty(), List.of(), Recipe.Overflow.REFUSE, rename, drop, shard, join);
  }

  private static MemoryTree convert(FileTree source, Recipe recipe) throws IOException {
    return MemoryTree.of(Conversion.of(source, recipe, Set.of(), Optional.empty()));
  }

  /** The tensors of all files: name to type, shape and values. */
  private static Map<String, String> tensors(FileTree tree) {
    Map<String, String> found = new TreeMap<>();
    Inspection inspection =
        Inspector.inspect(tree, Inspector.Options.DEFAULT, file -> read(tree, file, found));
    assertThat(inspection.faults()).isEmpty();
    return found;
  }

  private static void read(FileTree tree, ModelFile file, Map<String, String> found) {
    try (ValueCursor cursor = new ValueCursor(tree)) {
      for (Tensor tensor : file.tensors()) {
        cursor.seek(tensor.data());
        byte[] bytes = new byte[(int) tensor.data().length()];
        cursor.read(bytes, bytes.length);
        StringBuilder values = new StringBuilder();
        Optional<FloatFormat> format = FloatFormat.named(tensor.type().name());
        if (format.isPresent()) {
          Block block = new Block();
          block.read(bytes, (int) tensor.shape().values(), format.get());
          for (int i = 0; i < block.count(); i++) {
            values.append(' ').append(block.get(i));
          }
        }
        found.put(tensor.name(), tensor.type() + tensor.shape().toString() + values);
      }
    }
  }

  private static MemoryTree model() throws IOException {
    return new MemoryTree()
        .with("README.md", "# A model")
        .with("config.json", "{\"torch_dtype\":\"float32\",\"eps\":1e-05,\"old\":{\"x\":1.50}}")
        .with(
            "model.safetensors",
            new SafetensorsWriter()
                .add("enc.0.w", Shape.of(2, 2), 1f, 0x1.01p0f, 0x1.03p0f, -3.5f)
                .add("enc.0.norm", Shape.of(2), 0.1f, 0.2f)
                .add("ids", SafetensorsType.I64, Shape.of(1), out -> out.write(new byte[8]))
                .add("empty", Shape.of(0, 7))
                .add("scalar", Shape.of(), 2f)
                .describe("format", "pt"));
  }

  @Test
  void aConversionWithoutRulesGivesTheSameBytes() throws IOException {
    MemoryTree source = model();
    assertThat(convert(source, NOTHING).bytes("model.safetensors"))
        .isEqualTo(source.bytes("model.safetensors"));
  }

  @Test
  void tensorsAreCastButThoseThatAreKeptAndThoseOfOtherKinds() throws IOException {
    Recipe recipe =
        new Recipe(
            Optional.of("BF16"),
            List.of("*.norm"),
            Recipe.Overflow.REFUSE,
            List.of(),
            List.of(),
            Optional.empty(),
            false);
    Conversion conversion = Conversion.of(model(), recipe, Set.of(), Optional.empty());
    assertThat(conversion.warnings()).singleElement().asString().contains("torch_dtype");
    MemoryTree made = MemoryTree.of(conversion);
    assertThat(tensors(made))
        .containsEntry("enc.0.w", "BF16[2,2] 1.0 1.0 1.015625 -3.5")
        .containsEntry("enc.0.norm", "F32[2] 0.1 0.2")
        .containsEntry("ids", "I64[1]")
        .containsEntry("empty", "BF16[0,7]")
        .containsEntry("scalar", "BF16[] 2.0");
    assertThat(made.text("README.md")).isEqualTo("# A model");
  }

  @Test
  void largeTensorsGoThroughInBlocksEqualToOneByOne() throws IOException {
    int count = 3 * Block.VALUES + 17;
    Random random = new Random(3);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    MemoryTree source =
        new MemoryTree().with("m.safetensors", MemoryTree.tensor("w", Shape.of(count), values));
    byte[] made = convert(source, NOTHING.casting("F16")).bytes("m.safetensors");
    ByteBuffer halves = ByteBuffer.wrap(made).order(ByteOrder.LITTLE_ENDIAN);
    halves.position(made.length - 2 * count);
    for (float value : values) {
      int bits = io.godwit.model.number.FloatBits.half(Float.floatToRawIntBits(value));
      assertThat(halves.getShort() & 0xffff).isEqualTo(bits);
    }
  }

  @Test
  void aValueThatIsTooLargeStopsTheConversionAndIsNamed() throws IOException {
    MemoryTree source =
        new MemoryTree()
            .with("m.safetensors", MemoryTree.tensor("w", Shape.of(3), 1f, -70000f, 2f));
    assertThatThrownBy(() -> convert(source, NOTHING.casting("F16")))
        .hasMessageContaining("GW-551 m.safetensors: value 1 of tensor 'w' is -70000.0")
        .hasMessageContaining("infinite as F16");
    Recipe infinity =
        new Recipe(
            Optional.of("F16"),
            List.of(),
            Recipe.Overflow.INFINITY,
            List.of(),
            List.of(),
            Optional.empty(),
            false);
    assertThat(tensors(convert(source, infinity))).containsEntry("w", "F16[3] 1.0 -Infinity 2.0");
  }

  @Test
  void tensorsAreRenamedByTheFirstRuleThatFitsAndDropped() throws IOException {
    Recipe recipe =
        recipe(
            List.of(
                new Recipe.Rename("enc.*.w", "encoder.layers.*.weight"),
                new Recipe.Rename("enc.*", "rest.*")),
            List.of("ids", "emp*"),
            Optional.empty(),
            false);
    assertThat(tensors(convert(model(), recipe)))
        .containsOnlyKeys("encoder.layers.0.weight", "rest.0.norm", "scalar");
  }

  @Test
  void rulesThatFitNothingOrTakeANameTwiceAreRefusedTogether() throws IOException {
    Recipe recipe =
        recipe(
            List.of(
                new Recipe.Rename("enc.*", "scalar"),
                new Recipe.Rename("nothing", "x"),
                new Recipe.Rename("ids", "*")),
            List.of("none.*"),
            Optional.of(0L),
            true);
    assertThatThrownBy(() -> convert(model(), recipe.casting("I8")))
        .hasMessageContaining("cast: I8")
        .hasMessageContaining("exclude each other")
        .hasMessageContaining("shard-bytes is 0")
        .hasMessageContaining("'*' has more * than 'ids'")
        .hasMessageContaining("two tensors are named 'scalar'")
        .hasMessageContaining("no tensor is named 'nothing'")
        .hasMessageContaining("no tensor is named 'none.*'");
  }

  @Test
  void aModelIsSplitIntoShardsWithTheirIndexAndJoinedAgain() throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter().describe("format", "pt");
    for (int i = 0; i < 100; i++) {
      writer.add(String.format("t%02d", i), Shape.of(25), new float[25]);
    }
    MemoryTree source = new MemoryTree().with("sub/model.safetensors", writer);
    MemoryTree shards = convert(source, recipe(List.of(), List.of(), Optional.of(100L), false));
    assertThat(shards.paths())
        .hasSize(101)
        .contains("sub/model-00001-of-00100.safetensors", "sub/model.safetensors.index.json");
    assertThat(shards.text("sub/model.safetensors.index.json"))
        .contains("\"total_size\" : 10000")
        .contains("\"t99\" : \"model-00100-of-00100.safetensors\"");
    assertThat(tensors(shards)).isEqualTo(tensors(source));
    MemoryTree joined = convert(shards, recipe(List.of(), List.of(), Optional.empty(), true));
    assertThat(joined.paths()).containsExactly("sub/model.safetensors");
    assertThat(joined.bytes("sub/model.safetensors"))
        .isEqualTo(source.bytes("sub/model.safetensors"));
  }

  @Test
  void shardsThatStayGetANewIndex() throws IOException {
    MemoryTree source = model();
    MemoryTree shards = convert(source, recipe(List.of(), List.of(), Optional.of(16L), false));
    MemoryTree renamed =
        convert(
            shards,
            recipe(
                List.of(new Recipe.Rename("scalar", "one")), List.of(), Optional.empty(), false));
    assertThat(renamed.paths()).isEqualTo(shards.paths());
    assertThat(tensors(renamed)).containsKey("one").doesNotContainKey("scalar");
  }

  /** What an author wrote about {@code config.json}, by moves, computed values and defaults. */
  private static FileChange config(
      Map<String, String> move, Map<String, String> compute, List<String> remove) {
    return new FileChange(
        "config.json",
        Optional.empty(),
        false,
        move,
        Map.of("torch_dtype", Map.of("float32", setting("bfloat16"))),
        Map.of(),
        compute,
        Map.of(),
        Map.of("layers", setting("12")),
        remove,
        Map.of("eps", "decimal"));
  }

  private static Setting setting(String value) {
    return new Setting.Scalar(Optional.of(value), false, Place.of("migration.yaml"));
  }

  private static FileTree migrated(FileTree source, FileChange... changes) {
    return MigratedFiles.of(
        source,
        Stream.of(changes).map(change -> Freezing.freeze(change, Optional.empty())).toList());
  }

  @Test
  void configurationFilesAreMigratedByMovesMapsDefaultsAndComputedValuesWhateverElseStays()
      throws IOException {
    FileTree source =
        migrated(
            model(),
            config(Map.of("old.x", "x"), Map.of("twice", "= {x} * 2"), List.of("old", "none?")));
    Conversion conversion =
        Conversion.of(source, NOTHING.casting("BF16"), Set.of(), Optional.empty());
    assertThat(conversion.warnings()).isEmpty();
    assertThat(MemoryTree.of(conversion).text("config.json").replaceAll("\\s", ""))
        .isEqualTo(
            "{\"torch_dtype\":\"bfloat16\",\"eps\":1e-05,\"x\":1.50,\"twice\":3,\"layers\":12}");
  }

  @Test
  void whatCannotBeMigratedIsRefusedWithAllOfItAndNothingFromOutsideComesIn() {
    FileChange missing = config(Map.of(), Map.of(), List.of("none.such"));
    assertThatThrownBy(() -> migrated(model(), missing)).hasMessageContaining("none.such");
    FileChange outside = config(Map.of(), Map.of("host", "{env:HOST}"), List.of());
    assertThatThrownBy(() -> migrated(model(), outside))
        .hasMessageContaining("GW-552")
        .hasMessageContaining("{env:HOST}");
    assertThatThrownBy(() -> migrated(new MemoryTree(), config(Map.of(), Map.of(), List.of())))
        .hasMessageContaining("there is no such file in the model");
  }

  @Test
  void otherFormatsAreRefused() {
    MemoryTree source = new MemoryTree().with("m.gguf", io.godwit.model.fuzz.Seeds.gguf());
    assertThatThrownBy(() -> convert(source, NOTHING))
        .hasMessageContaining("m.gguf is gguf; only safetensors are converted");
  }

  private static MemoryTree adapter(String config) throws IOException {
    return new MemoryTree()
        .with("adapter_config.json", config)
        .with(
            "adapter_model.safetensors",
            new SafetensorsWriter()
                .add("base_model.model.enc.0.lora_A.weight", Shape.of(1, 3), 1f, 0.1f, -2f)
                .add("base_model.model.enc.0.lora_B.weight", Shape.of(2, 1), 3f, 1e-4f));
  }

  @Test
  void aLowRankAdapterIsMergedAsExactArithmeticSays() throws IOException {
    float[] base = {1f, 2f, 3f, 4f, 5f, 6f};
    MemoryTree source =
        new MemoryTree()
            .with("m.safetensors", MemoryTree.tensor("enc.0.weight", Shape.of(2, 3), base));
    Adapter adapter = Adapter.read(adapter("{\"peft_type\":\"LORA\",\"r\":1,\"lora_alpha\":2}"));
    Conversion conversion = Conversion.of(source, NOTHING, Set.of(), Optional.of(adapter));
    float[] a = {1f, 0.1f, -2f};
    float[] b = {3f, 1e-4f};
    StringBuilder expected = new StringBuilder("F32[2,3]");
    for (int i = 0; i < base.length; i++) {
      BigDecimal product = new BigDecimal(a[i % 3]).multiply(new BigDecimal(b[i / 3]));
      BigDecimal sum = new BigDecimal(base[i]).add(product.multiply(BigDecimal.valueOf(2)));
      expected.append(' ').append(sum.floatValue());
    }
    assertThat(tensors(MemoryTree.of(conversion)))
        .containsEntry("enc.0.weight", expected.toString());
  }

  @Test
  void anAdapterThatDoesNotFitIsRefused() throws IOException {
    MemoryTree source =
        new MemoryTree().with("m.safetensors", MemoryTree.tensor("w", Shape.of(1), 1f));
    String good = "{\"r\":1,\"lora_alpha\":2}";
    assertThatThrownBy(
            () ->
                Conversion.of(source, NOTHING, Set.of(), Optional.of(Adapter.read(adapter(good)))))
        .hasMessageContaining("GW-553")
        .hasMessageContaining("the model has no tensor 'enc.0.weight'");
    MemoryTree wrong =
        new MemoryTree()
            .with("m.safetensors", MemoryTree.tensor("enc.0.weight", Shape.of(3, 1), 1f, 2f, 3f));
    assertThatThrownBy(
            () -> Conversion.of(wrong, NOTHING, Set.of(), Optional.of(Adapter.read(adapter(good)))))
        .hasMessageContaining("'enc.0.weight' is F32[3,1], its factors are A [1,3] and B [2,1]");
    assertThatThrownBy(() -> Adapter.read(adapter("{\"r\":1,\"lora_alpha\":2,\"use_dora\":true}")))
        .hasMessageContaining("use_dora is set");
    assertThatThrownBy(
            () -> Adapter.read(adapter("{\"r\":1,\"lora_alpha\":2,\"rank_pattern\":{\"a\":2}}")))
        .hasMessageContaining("rank_pattern is not empty");
  }
}
