package io.godwit.engine.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.api.artifact.Artifacts;
import io.godwit.api.config.Setting;
import io.godwit.api.embedding.Embedders;
import io.godwit.api.error.Place;
import io.godwit.api.name.StepTypeName;
import io.godwit.api.name.TargetName;
import io.godwit.api.provider.Provider;
import io.godwit.api.target.Target;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Answer.Facts;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.ToolUse;
import io.godwit.api.tool.ToolView;
import io.godwit.api.tool.ToolView.Argument;
import io.godwit.api.tool.ToolView.Form;
import io.godwit.engine.config.Binder;
import io.godwit.engine.config.Secrets;
import io.godwit.engine.target.StepCall;
import io.godwit.engine.target.StepSupport;
import io.godwit.engine.target.Targets;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding tools, telling them what is wanted, and letting them write. */
final class ToolboxTest {

  private static final Place TYPED = Place.of("the command line");

  @TempDir Path folder;
  private final Map<String, String> targets = new TreeMap<>(Map.of("oak", "shelf", "db", "data"));
  private List<Provider<?, ?>> providers = List.of(Shelf.of("shelf", "books"), Shelf.of("x", "y"));

  @Test
  void aToolIsListedWithHowEachOfItsArgumentsIsWritten() {
    ToolView find = toolbox().list().get(1);

    assertThat(toolbox().list())
        .extracting(tool -> tool.group() + " " + tool.name())
        .containsExactly("books break", "books find", "books save", "y break", "y find", "y save");
    assertThat(find.arguments())
        .containsExactly(
            new Argument("title", Form.PLACE, "What to look for.", Optional.empty()),
            new Argument("limit", Form.OPTION, "", Optional.of("10")),
            new Argument("all", Form.FLAG, "", Optional.of("false")),
            new Argument("shelf", Form.OPTION, "", Optional.empty()),
            new Argument("tags", Form.REPEATED, "", Optional.empty()));
  }

  @Test
  void aToolGetsTheOnlyTargetOfItsProviderAndItsBoundArguments() {
    Answer answer = use("find", Map.of("title", "Emma", "all", "true"));

    assertThat(answer.good()).isTrue();
    assertThat(answer.content())
        .isEqualTo(new Facts(new Shelf.Found("oak", "Emma", 10, true, Optional.empty())));
  }

  @Test
  void everythingThatIsWrongWithTheArgumentsIsSaidAtOnceAsForStepSettings() {
    assertThatThrownBy(() -> use("find", Map.of("limit", "many", "titel", "Emma")))
        .hasMessageContaining("There is no setting 'titel'; did you mean 'title'?")
        .hasMessageContaining("title is needed")
        .hasMessageContaining("limit is 'many', but has to be");
    assertThatThrownBy(() -> use("find", Map.of("title", "Emma", "limit", "0")))
        .hasMessageContaining("limit is at least 1");
  }

  @Test
  void aGroupToolOrTargetThatIsNotThereIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> toolbox().use(said("book", "find", ""), caller(false)))
        .hasMessageContaining("GW-164")
        .hasMessageContaining("did you mean 'books'?");
    assertThatThrownBy(() -> toolbox().use(said("books", "fin", ""), caller(false)))
        .hasMessageContaining("did you mean 'find'?");
    assertThatThrownBy(() -> toolbox().use(said("books", "break", "db"), caller(false)))
        .hasMessageContaining("GW-124")
        .hasMessageContaining("[oak]");
  }

  @Test
  void whichTargetIsMeantMustBeSaidWhereThereAreSeveralAndOneMustBeThere() {
    targets.put("ash", "shelf");
    assertThatThrownBy(() -> use("break", Map.of()))
        .hasMessageContaining("GW-125")
        .hasMessageContaining("--target with one of [ash, oak]");

    targets.keySet().removeAll(Set.of("ash", "oak"));
    assertThatThrownBy(() -> use("break", Map.of())).hasMessageContaining("no target of provider");
  }

  @Test
  void whatAToolThrowsIsTheProvidersFault() {
    assertThatThrownBy(() -> use("break", Map.of()))
        .hasMessageContaining("GW-212")
        .hasMessageContaining("worm-eaten");
  }

  @Test
  void twoProvidersWithOneGroupAreRefused() {
    providers = List.of(Shelf.of("shelf", "books"), Shelf.of("rack", "books"));

    assertThatThrownBy(() -> toolbox().list())
        .hasMessageContaining("GW-161")
        .hasMessageContaining("'shelf' and 'rack'");
  }

  @Test
  void aFileIsWrittenWholeAndOverAnotherOnlyWithThePersonsWord() throws IOException {
    Path file = folder.resolve("out.txt");
    assertThat(use("save", Map.of("path", "out.txt")).content())
        .isEqualTo(new Answer.Written(file, 1, 5));
    Files.writeString(file, "precious");

    assertThatThrownBy(() -> use("save", Map.of("path", "out.txt")))
        .hasMessageContaining("GW-150")
        .hasMessageContaining("is there already");
    assertThat(file).hasContent("precious");

    toolbox().use(said("books", "save", "", Map.of("path", "out.txt")), caller(true));
    assertThat(file).hasContent("books");
  }

  @Test
  void aFileThatCannotBeWrittenWholeLeavesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("full.txt"), "precious");

    assertThatThrownBy(
            () ->
                toolbox().use(said("books", "save", "", Map.of("path", "full.txt")), caller(true)))
        .hasMessageContaining("GW-151")
        .hasMessageContaining("No space left on device");
    assertThat(file).hasContent("precious");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  private Answer use(String tool, Map<String, String> arguments) {
    return toolbox().use(said("books", tool, "", arguments), caller(false));
  }

  private static ToolUse said(String group, String tool, String target) {
    return said(group, tool, target, Map.of());
  }

  private static ToolUse said(
      String group, String tool, String target, Map<String, String> arguments) {
    Map<String, Setting> written = new LinkedHashMap<>();
    new TreeMap<>(arguments)
        .forEach(
            (key, value) -> written.put(key, new Setting.Scalar(Optional.of(value), false, TYPED)));
    return new ToolUse(
        group,
        tool,
        target.isEmpty() ? Optional.empty() : Optional.of(new TargetName(target)),
        new Setting.Mapping(written, TYPED));
  }

  private Caller caller(boolean confirms) {
    Caller silent = Caller.silent(folder);
    return new Caller() {
      @Override
      public Path folder() {
        return silent.folder();
      }

      @Override
      public void progress(String what, long done, long total) {
        silent.progress(what, done, total);
      }

      @Override
      public boolean confirms(String question) {
        return confirms;
      }

      @Override
      public boolean stopRequested() {
        return silent.stopRequested();
      }
    };
  }

  private Toolbox toolbox() {
    return new Toolbox(
        () -> providers,
        new Boards(),
        new Binder(new Secrets()),
        new StepSupport(
            unused(Artifacts.class),
            environment -> unused(Artifacts.class),
            unused(Embedders.class),
            new StepSupport.Transforms(
                transform -> {
                  throw new AssertionError(transform);
                },
                transform -> {
                  throw new AssertionError(transform);
                }),
            migration -> {
              throw new AssertionError(migration);
            },
            target -> {
              throw new AssertionError(target);
            },
            () -> Instant.EPOCH,
            () -> false,
            rest -> {
              throw new AssertionError(rest);
            }),
        Map.of());
  }

  private static <T> T unused(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new AssertionError(method + " is not expected");
            }));
  }

  private final class Boards implements Targets {
    @Override
    public Set<TargetName> names() {
      return targets.keySet().stream()
          .map(TargetName::new)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String version(TargetName name) {
      return "1.0";
    }

    @Override
    public String provider(TargetName name) {
      return Objects.requireNonNull(targets.get(name.value()));
    }

    @Override
    public Target open(TargetName name) {
      return new Shelf.Board(name.value());
    }

    @Override
    public StepCall<?, ?, ?> call(StepTypeName type, TargetName name) {
      throw new AssertionError("a tool is no step");
    }

    @Override
    public void close() {}
  }
}
