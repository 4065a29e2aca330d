package io.godwit.engine.tool;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.provider.Provider;
import io.godwit.api.provider.ProviderContext;
import io.godwit.api.step.StepType;
import io.godwit.api.target.Health;
import io.godwit.api.target.Target;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider of shelves, with tools. */
record Shelf(String name, String toolGroup, List<Tool<Shelf.Board, ?>> tools)
    implements Provider<Shelf.Board, Shelf.Nothing> {

  record Nothing() {}

  record Board(String name) implements Target {
    @Override
    public Health health() {
      return Health.good(Map.of());
    }

    @Override
    public Map<String, String> holdings() {
      return Map.of();
    }

    @Override
    public void close() {}
  }

  record Found(String board, String title, int limit, boolean all, Optional<String> shelf) {}

  record Wanted(
      @Doc("What to look for.") String title,
      @Default("10") int limit,
      @Default("false") boolean all,
      Optional<String> shelf,
      List<String> tags) {
    Wanted {
      if (limit < 1) {
        throw new IllegalArgumentException("limit is at least 1");
      }
    }
  }

  record Out(String path) {}

  static Shelf of(String name, String group) {
    return new Shelf(name, group, List.of(new Find(), new Save(), new Break()));
  }

  static final class Find implements Tool<Board, Wanted> {
    @Override
    public String name() {
      return "find";
    }

    @Override
    public String description() {
      return "Finds a book.";
    }

    @Override
    public Class<Wanted> argumentsType() {
      return Wanted.class;
    }

    @Override
    public Answer use(Board target, Wanted wanted, ToolCall call) {
      return Answer.of(
          new Found(target.name(), wanted.title(), wanted.limit(), wanted.all(), wanted.shelf()));
    }
  }

  static final class Save implements Tool<Board, Out> {
    @Override
    public String name() {
      return "save";
    }

    @Override
    public String description() {
      return "Writes all books to a file.";
    }

    @Override
    public Class<Out> argumentsType() {
      return Out.class;
    }

    @Override
    public Answer use(Board target, Out arguments, ToolCall call) {
      return Answer.written(
          call.write(
              arguments.path(),
              out -> {
                out.write("books".getBytes(StandardCharsets.UTF_8));
                if (arguments.path().startsWith("full")) {
                  throw new java.io.IOException("No space left on device");
                }
              }));
    }
  }

  static final class Break implements Tool<Board, Nothing> {
    @Override
    public String name() {
      return "break";
    }

    @Override
    public String description() {
      return "Fails.";
    }

    @Override
    public Class<Nothing> argumentsType() {
      return Nothing.class;
    }

    @Override
    public Answer use(Board target, Nothing arguments, ToolCall call) {
      throw new IllegalStateException("worm-eaten");
    }
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public Class<Nothing> configType() {
    return Nothing.class;
  }

  @Override
  public Board open(Nothing config, ProviderContext context) {
    return new Board(context.name().value());
  }

  @Override
  public List<StepType<Board, ?, ?>> stepTypes() {
    return List.of();
  }
}
