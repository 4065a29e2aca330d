package io.godwit.model.tool;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import io.godwit.api.error.Fault;
import io.godwit.api.error.GodwitException;
import io.godwit.api.error.Place;
import io.godwit.api.file.FileTree;
import io.godwit.api.tool.Answer;
import io.godwit.api.tool.Caller;
import io.godwit.api.tool.Standalone;
import io.godwit.api.tool.Tool;
import io.godwit.api.tool.ToolCall;
import io.godwit.model.file.ModelError;
import io.godwit.model.inspect.FileReport;
import io.godwit.model.inspect.Inspection;
import io.godwit.model.registry.ModelRegistry;
import io.godwit.model.report.ModelReports;
import io.godwit.model.step.Demands;
import io.godwit.model.step.Limits;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code models check}: whether files, or a published version, keep the rules of their formats. */
public final class CheckTool
    implements Tool<ModelRegistry, CheckTool.Wanted>, Standalone<CheckTool.Wanted> {

  /** What a person says. */
  public record Wanted(
      @Doc("A file, a folder, or else MODEL@VERSION or MODEL:ALIAS.") String what,
      @Doc("Read all values too: NaN, infinities, booleans.") @Default("false") boolean full,
      @Doc("Oddities that loaders accept are errors.") @Default("false") boolean strict,
      @Doc("A tensor that may hold NaN and infinities; * stands for any text.") List<String> allow,
      @Doc("A file of another format that belongs to the model.") List<String> carry) {

    Demands demands() {
      return new Demands(
          strict,
          carry,
          Map.of(),
          Limits.NONE,
          full ? Demands.Check.FULL : Demands.Check.QUICK,
          allow);
    }
  }

  /** What was found. */
  record Found(
      String what,
      boolean good,
      long tensors,
      long parameters,
      List<String> warnings,
      List<FileReport> models,
      List<Wrong> faults) {}

  /** Something that is wrong. */
  record Wrong(String code, Optional<String> file, String message) {
    static Wrong of(Fault fault) {
      return new Wrong(fault.code().id(), fault.place().map(Place::file), fault.message());
    }
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String description() {
    return "Looks whether files, or a published version, are sound.";
  }

  @Override
  public Class<Wanted> argumentsType() {
    return Wanted.class;
  }

  /** A file or folder; whatever is named otherwise is a version of a registry. */
  @Override
  public Optional<Answer> answer(Wanted wanted, Caller caller) {
    Path path = caller.folder().resolve(wanted.what()).toAbsolutePath().normalize();
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(said(wanted, ModelReports.check(path, wanted.demands(), watched(caller))));
    }
    if (wanted.what().matches("(?s).*[@:].*")) {
      return Optional.empty();
    }
    throw new GodwitException(
        ModelError.NOT_PUBLISHED,
        "there is no file or folder "
            + path
            + ", and no version is named so; say a path, MODEL@VERSION or MODEL:ALIAS");
  }

  @Override
  public Answer use(ModelRegistry target, Wanted wanted, ToolCall call) {
    return answer(wanted, call)
        .orElseGet(
            () ->
                said(
                    wanted,
                    new ModelReports(target)
                        .check(wanted.what(), wanted.demands(), watched(call))));
  }

  private static UnaryOperator<FileTree> watched(Caller caller) {
    return tree -> new WatchedTree(tree, "read", caller);
  }

  private static Answer said(Wanted wanted, Inspection found) {
    Answer answer =
        Answer.of(
            new Found(
                wanted.what(),
                found.isGood(),
                found.tensors(),
                found.parameters(),
                found.warnings(),
                found.models(),
                found.faults().stream().map(Wrong::of).toList()));
    return found.isGood() ? answer : answer.objecting();
  }
}
