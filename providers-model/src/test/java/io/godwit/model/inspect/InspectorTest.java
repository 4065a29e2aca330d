package io.godwit.model.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.model.file.ModelError;
import io.godwit.model.file.Shape;
import io.godwit.model.inspect.Inspector.Options;
import io.godwit.model.safetensors.SafetensorsType;
import io.godwit.model.safetensors.SafetensorsWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("F2: a model's folder is looked through before it is published")
class InspectorTest {

  @TempDir Path folder;

  private Inspection inspect() {
    return Inspector.inspect(LocalTree.of(folder), Options.DEFAULT);
  }

  private void model(String path, String... tensors) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    for (String tensor : tensors) {
      writer.add(tensor, Shape.of(2), 1f, 2f);
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve(path))) {
      writer.writeTo(out);
    }
  }

  private void text(String path, String content) throws IOException {
    Files.writeString(folder.resolve(path), content);
  }

  private void bytes(String path, byte[] content) throws IOException {
    Files.write(folder.resolve(path), content);
  }

  @Test
  void aModelWithItsTextsIsGood() throws IOException {
    model("model.safetensors", "a", "b");
    text("config.json", "{}");
    text("README.md", "höhe");
    bytes("tokenizer.model", new byte[] {10, 0, -1});
    Inspection inspection = inspect();
    assertThat(inspection.isGood()).isTrue();
    assertThat(inspection.tensors()).isEqualTo(2);
    assertThat(inspection.parameters()).isEqualTo(4);
    assertThat(inspection.models().get(0).types()).containsEntry("F32", 2);
  }

  @Test
  void aFolderWithoutModelIsRefused() throws IOException {
    text("config.json", "{}");
    assertCodes(ModelError.NO_MODEL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m.pkl",
        "m.pickle",
        "m.pt",
        "M.PTH",
        "m.ckpt",
        "m.joblib",
        "pytorch_model.bin",
        "m.npz",
        "m.dill",
        "m.keras",
        "m.h5",
        "sub.folder.zip"
      })
  void formatsThatRunCodeAreRefusedByName(String name) throws IOException {
    model("model.safetensors", "a");
    text(name, "harmless");
    assertThat(assertCodes(ModelError.DANGEROUS_FORMAT)).contains(name).contains("by its name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80027d71002e",
        "8003580100000061",
        "80049509000000",
        "800563",
        "636f730a73797374656d0a",
        "28636f730a73797374656d0a",
        "89484446",
        "934e554d505901007600277c4f27"
      })
  void formatsThatRunCodeAreRefusedByContent(String hex) throws IOException {
    model("model.safetensors", "a");
    bytes("innocent.txt", HexFormat.of().parseHex(hex));
    assertThat(assertCodes(ModelError.DANGEROUS_FORMAT)).contains("by its content");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "model.gguf", "model.onnx", "weights.txt"})
  void aZipWithPicklesIsRefusedUnderAnyName(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(new byte[100]);
    }
    bytes(name, out.toByteArray());
    assertThat(assertCodes(ModelError.DANGEROUS_FORMAT)).contains("pickles in it");
  }

  @Test
  void carryingAFileDoesNotLetAPickleIn() throws IOException {
    model("model.safetensors", "a");
    bytes("vocab.dat", new byte[] {1, 2, (byte) 0xff});
    assertThat(assertCodes(ModelError.UNKNOWN_FILE)).contains("carry");
    Options carrying = new Options(false, Set.of("vocab.dat"));
    assertThat(Inspector.inspect(LocalTree.of(folder), carrying).isGood()).isTrue();
    bytes("vocab.dat", HexFormat.of().parseHex("80027d71002e"));
    assertThat(Inspector.inspect(LocalTree.of(folder), carrying).faults())
        .extracting(Fault::code)
        .containsExactly(ModelError.DANGEROUS_FORMAT);
  }

  @Test
  void aHeaderWhoseLengthLooksLikeAPickleIsNoPickle() throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter().add("a", Shape.of(1), 1f);
    writer.describe("pad", "x".repeat(0x280 - 84));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.writeTo(out);
    assertThat(out.toByteArray()).startsWith(0x80, 0x02, 0, 0, 0, 0, 0, 0, '{');
    bytes("model.safetensors", out.toByteArray());
    assertThat(inspect().isGood()).isTrue();
  }

  @Test
  void allFaultsAreReportedAtOnce() throws IOException {
    bytes("a.safetensors", new byte[3]);
    bytes("b.gguf", new byte[3]);
    bytes("c.onnx", new byte[3]);
    text("d.pkl", "");
    assertCodes(
        ModelError.BROKEN_ONNX,
        ModelError.BROKEN_SAFETENSORS,
        ModelError.BROKEN_GGUF,
        ModelError.DANGEROUS_FORMAT);
    assertThatThrownBy(() -> inspect().orThrow()).isInstanceOf(GodwitException.class);
  }

  @Test
  void pythonIsWarnedOf() throws IOException {
    model("model.safetensors", "a");
    text("modeling.py", "import os");
    assertThat(inspect().warnings()).singleElement().asString().contains("modeling.py");
  }

  @Test
  void linksAreRefused() throws IOException {
    model("model.safetensors", "a");
    Files.createSymbolicLink(folder.resolve("link.json"), Path.of("/etc/hostname"));
    assertThatThrownBy(this::inspect).hasMessageContaining("link.json is a link");
  }

  @Test
  void oneFileCanBeInspectedAlone() throws IOException {
    model("model.safetensors", "a");
    Path file = folder.resolve("model.safetensors");
    assertThat(Inspector.inspect(LocalTree.of(file), Options.DEFAULT).isGood()).isTrue();
  }

  @Test
  void aModelInAHundredShardsIsHeldAgainstItsIndex() throws IOException {
    StringBuilder map = new StringBuilder();
    for (int i = 1; i <= 100; i++) {
      String shard = String.format("model-%05d-of-00100.safetensors", i);
      model(shard, "t" + i);
      map.append(i == 1 ? "" : ",").append("\"t" + i + "\":\"" + shard + "\"");
    }
    index("{\"metadata\":{\"total_size\":800},\"weight_map\":{" + map + "}}");
    assertThat(inspect().isGood()).isTrue();
    assertThat(inspect().warnings()).isEmpty();
    assertThat(inspect().tensors()).isEqualTo(100);
  }

  @Test
  void aWrongTotalSizeIsWarnedOf() throws IOException {
    model("model-1-of-1.safetensors", "a");
    index(
        "{\"metadata\":{\"total_size\":1,\"x\":[{}]},\"weight_map\":{\"a\":\"model-1-of-1.safetensors\"}}");
    assertThat(inspect().warnings()).singleElement().asString().contains("total_size is 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index-no-json|{",
        "index-no-utf8|{\"\u00ff\":1}",
        "index-trailing|{\"weight_map\":{\"a\":\"model-1-of-1.safetensors\"}}x",
        "index-no-map|{}",
        "index-no-map|{\"weight_map\":{}}",
        "index-no-map|{\"weight_map\":[]}",
        "index-no-map|{\"weight_map\":{\"a\":1}}",
        "index-map-twice|{\"weight_map\":{\"a\":\"a.safetensors\"},\"weight_map\":{}}",
        "index-tensor-twice|{\"weight_map\":{\"a\":\"a.safetensors\",\"a\":\"a.safetensors\"}}",
        "shard-name|{\"weight_map\":{\"a\":\"../a.safetensors\"}}",
        "shard-name|{\"weight_map\":{\"a\":\"/a.safetensors\"}}",
        "shard-name|{\"weight_map\":{\"a\":\"a.bin\"}}",
        "shard-missing|{\"weight_map\":{\"a\":\"model-1-of-1.safetensors\",\"b\":\"b.safetensors\"}}",
        "shard-unlisted|{\"weight_map\":{\"a\":\"other.safetensors\"}}",
        "tensor-missing|{\"weight_map\":{\"a\":\"model-1-of-1.safetensors\",\"b\":\"model-1-of-1.safetensors\"}}",
        "tensor-unlisted|{\"weight_map\":{\"b\":\"model-1-of-1.safetensors\"}}",
      })
  void anIndexThatDoesNotFitIsRefused(String ruleAndIndex) throws IOException {
    model("model-1-of-1.safetensors", "a");
    String[] parts = ruleAndIndex.split("\\|", 2);
    bytes("model.safetensors.index.json", parts[1].getBytes(StandardCharsets.ISO_8859_1));
    assertThat(inspect().faults())
        .anySatisfy(
            fault -> {
              assertThat(fault.code()).isEqualTo(ModelError.BROKEN_SHARDS);
              assertThat(fault.message()).contains("rule " + parts[0] + ":");
            });
  }

  @Test
  void valuesOfAnOnnxModelInAnotherFileBelongToIt() throws IOException {
    byte[] model =
        HexFormat.of()
            .parseHex("0808420210113a1a2a18080210014201746a0d0a086c6f636174696f6e1201777001");
    bytes("model.onnx", model);
    bytes("w", new byte[] {(byte) 0x80, 2, '}', 'q', 0, 0, 0, 0});
    assertThat(inspect().faults()).isEmpty();
    bytes("w", new byte[7]);
    assertThat(assertCodes(ModelError.BROKEN_EXTERNAL_DATA, ModelError.UNKNOWN_FILE))
        .contains("external-range");
  }

  @Test
  void booleansAndEveryOtherTypePass() throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    writer.add("flags", SafetensorsType.BOOL, Shape.of(1), out -> out.write(1));
    try (OutputStream out = Files.newOutputStream(folder.resolve("m.safetensors"))) {
      writer.writeTo(out);
    }
    assertThat(inspect().isGood()).isTrue();
  }

  private void index(String json) throws IOException {
    text("model.safetensors.index.json", json);
  }

  private String assertCodes(ModelError... codes) {
    Inspection inspection = inspect();
    assertThat(inspection.faults()).extracting(Fault::code).containsExactlyInAnyOrder(codes);
    return inspection.faults().toString();
  }
}
