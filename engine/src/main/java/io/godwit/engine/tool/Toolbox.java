package io.godwit.engine.tool;

import io.godwit.api.error.GodwitException;
import io.godwit.api.name.TargetName;
import io.godwit.api.provider.Provider;
import io.godwit.api.target.Target;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.Standalone;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolUse;
import io.godwit.api.tool.ToolView;
import io.godwit.engine.config.Arguments;
import io.godwit.engine.config.Binder;
import io.godwit.engine.config.ConfigError;
import io.godwit.engine.config.Nearest;
import io.godwit.engine.error.EngineError;
import io.godwit.engine.target.StepSupport;
import io.godwit.engine.target.Targets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The tools of all providers that were found, and the engine's own. Asks the providers when it is
 * used, not before.
 */
public final class Toolbox {

  private final Supplier<? extends Collection<Provider<?, ?>>> providers;
  private final Targets targets;
  private final Binder binder;
  private final StepSupport support;
  private final Map<String, List<OwnTool<?>>> own;

  /**
   * The tools of these providers, on these targets.
   *
   * @param own the engine's own tools by their groups, which no provider's may be called
   */
  public Toolbox(
      Supplier<? extends Collection<Provider<?, ?>>> providers,
      Targets targets,
      Binder binder,
      StepSupport support,
      Map<String, List<OwnTool<?>>> own) {
    this.providers = providers;
    this.targets = targets;
    this.binder = binder;
    this.support = support;
    this.own = own;
  }

  /** All of them, by group and name. */
  public List<ToolView> list() {
    Stream<ToolView> brought =
        groups().entrySet().stream()
            .flatMap(
                group -> group.getValue().tools().stream().map(tool -> view(group.getKey(), tool)));
    Stream<ToolView> mine =
        own.entrySet().stream()
            .flatMap(group -> group.getValue().stream().map(tool -> view(group.getKey(), tool)));
    return Stream.concat(brought, mine)
        .sorted(Comparator.comparing(ToolView::group).thenComparing(ToolView::name))
        .toList();
  }

  private static ToolView view(String group, Tool<?, ?> tool) {
    return new ToolView(
        group, tool.name(), tool.description(), Arguments.of(tool.argumentsType()), true);
  }

  private static ToolView view(String group, OwnTool<?> tool) {
    return new ToolView(
        group, tool.name(), tool.description(), Arguments.of(tool.argumentsType()), false);
  }

  /** Uses one. */
  public Answer use(ToolUse use, Caller caller) {
    EngineCall call = new EngineCall(caller, support);
    List<OwnTool<?>> mine = own.get(use.group());
    if (mine != null) {
      return useOwn(mine, use, call);
    }
    Map<String, Provider<?, ?>> groups = groups();
    Provider<?, ?> provider = groups.get(use.group());
    if (provider == null) {
      Set<String> known = new TreeSet<>(groups.keySet());
      known.addAll(own.keySet());
      throw unknown("provider brings tools called", use.group(), known);
    }
    Map<String, Tool<?, ?>> tools = new TreeMap<>();
    provider.tools().forEach(tool -> tools.put(tool.name(), tool));
    Tool<?, ?> tool = tools.get(use.name());
    if (tool == null) {
      throw unknown("tool among the " + use.group() + " is", use.name(), tools.keySet());
    }
    return use(tool, use, provider.name(), call);
  }

  private Answer useOwn(List<OwnTool<?>> group, ToolUse use, EngineCall call) {
    return group.stream()
        .filter(tool -> tool.name().equals(use.name()))
        .findFirst()
        .map(tool -> useOwn(tool, use, call))
        .orElseThrow(
            () ->
                unknown(
                    "tool among the " + use.group() + " is",
                    use.name(),
                    group.stream().map(OwnTool::name).toList()));
  }

  private <A extends Record> Answer useOwn(OwnTool<A> tool, ToolUse use, EngineCall call) {
    return tool.work()
        .apply(binder.bind(tool.argumentsType(), use.arguments(), "").orThrow(), call);
  }

  private <A extends Record> Answer use(
      Tool<?, A> tool, ToolUse use, String provider, EngineCall call) {
    A arguments = binder.bind(tool.argumentsType(), use.arguments(), "").orThrow();
    try {
      return answer(tool, arguments, use, call.caller())
          .orElseGet(() -> use(tool, targets.open(target(use, provider)), arguments, call));
    } catch (GodwitException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new GodwitException(
          EngineError.PROVIDER_FAILED,
          "The tool "
              + use.group()
              + " "
              + use.name()
              + " failed ("
              + e
              + "); tell the author of the provider",
          e);
    }
  }

  /** Without a target, unless the caller names one. */
  @SuppressWarnings("unchecked") // A tool has one kind of arguments.
  private static <A extends Record> Optional<Answer> answer(
      Tool<?, A> tool, A arguments, ToolUse use, Caller caller) {
    return tool instanceof Standalone<?> alone && use.target().isEmpty()
        ? ((Standalone<A>) alone).answer(arguments, caller)
        : Optional.empty();
  }

  @SuppressWarnings("unchecked") // A provider's tools take the targets that it opens.
  private static <A extends Record> Answer use(
      Tool<?, A> tool, Target target, A arguments, EngineCall call) {
    return ((Tool<Target, A>) tool).use(target, arguments, call);
  }

  private TargetName target(ToolUse use, String provider) {
    List<TargetName> fitting =
        targets.names().stream().filter(name -> targets.provider(name).equals(provider)).toList();
    if (use.target().isPresent()) {
      TargetName wanted = use.target().get();
      if (fitting.contains(wanted)) {
        return wanted;
      }
      throw new GodwitException(
          ConfigError.UNKNOWN_TARGET,
          "godwit.yaml has no target '"
              + wanted
              + "' of provider '"
              + provider
              + "'; it has "
              + fitting);
    }
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new GodwitException(
        ConfigError.NO_DEFAULT_TARGET,
        fitting.isEmpty()
            ? "There is no target of provider '"
                + provider
                + "'; add one to godwit.yaml, or go into a project that has one"
            : "Which target is meant? Say --target with one of " + fitting);
  }

  private Map<String, Provider<?, ?>> groups() {
    Map<String, Provider<?, ?>> groups = new TreeMap<>();
    for (Provider<?, ?> provider : providers.get()) {
      if (!provider.tools().isEmpty()) {
        Provider<?, ?> other = groups.putIfAbsent(provider.toolGroup(), provider);
        if (other != null) {
          throw new GodwitException(
              ConfigError.DUPLICATE_EXTENSION,
              "The providers '"
                  + other.name()
                  + "' and '"
                  + provider.name()
                  + "' both bring tools called '"
                  + provider.toolGroup()
                  + "'; take one of them away");
        }
      }
    }
    return groups;
  }

  private static GodwitException unknown(String what, String word, Collection<String> known) {
    return new GodwitException(
        ConfigError.UNKNOWN_TOOL, "No " + what + " '" + word + "'; " + Nearest.hint(word, known));
  }
}
