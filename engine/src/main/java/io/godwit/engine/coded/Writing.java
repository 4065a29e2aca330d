package io.godwit.engine.coded;

import io.godwit.api.migration.MigrationWriter;
import io.godwit.api.name.StepId;
import io.godwit.api.name.StepTypeName;
import io.godwit.engine.project.Manifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Collects what one class writes, as long as it writes. */
final class Writing implements MigrationWriter {

  private static final StepTypeName SQL = new StepTypeName("data.sql");

  private final Class<?> type;
  private final ClassPlace where;
  private final List<WritingStep> steps = new ArrayList<>();
  private final List<WritingCheck> before = new ArrayList<>();
  private final List<WritingCheck> after = new ArrayList<>();
  private final FileStack files = new FileStack();
  private boolean parallel;
  private boolean ended;

  /** What was written, without the files. */
  record Written(boolean parallel, List<Manifest.StepEntry> steps, Manifest.ChecksEntry checks) {}

  /**
   * @param type the class that writes
   * @param where where it stands
   */
  Writing(Class<?> type, ClassPlace where) {
    this.type = type;
    this.where = where;
  }

  @Override
  public StepWriter sql(String id, String up, String down) {
    Objects.requireNonNull(down, "the way back of step '" + id + "' is null");
    return sql(id, up).with("down", script(id, "down", down));
  }

  @Override
  public StepWriter sql(String id, String up) {
    Objects.requireNonNull(up, "the way up of step '" + id + "' is null");
    WritingStep step = add(id, SQL);
    step.with("up", script(id, "up", up));
    return step;
  }

  private String script(String id, String way, String text) {
    String path = id + "." + way + ".sql";
    file(path, text);
    return path;
  }

  @Override
  public StepWriter step(String id, String use) {
    return add(id, new StepTypeName(use));
  }

  private WritingStep add(String id, StepTypeName use) {
    open();
    WritingStep step = new WritingStep(this::open, new StepId(id), use, where.here());
    steps.add(step);
    return step;
  }

  @Override
  public MigrationWriter parallel() {
    open();
    parallel = true;
    return this;
  }

  @Override
  public CheckWriter before(String name, String query, Object expect) {
    return add(before, name, query, expect);
  }

  @Override
  public CheckWriter after(String name, String query, Object expect) {
    return add(after, name, query, expect);
  }

  private CheckWriter add(List<WritingCheck> to, String name, String query, Object expect) {
    open();
    WritingCheck check = new WritingCheck(this::open, name, query, expect, where.here());
    to.add(check);
    return check;
  }

  @Override
  public MigrationWriter file(String path, String text) {
    open();
    files.add(path, text);
    return this;
  }

  @Override
  public MigrationWriter file(String path, byte[] bytes) {
    open();
    files.add(path, bytes);
    return this;
  }

  @Override
  public MigrationWriter resource(String path) {
    open();
    try (InputStream in = type.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "there is no resource '"
                + path
                + "' beside "
                + type.getName()
                + "; put it into its jar");
      }
      files.add(
          path, new Content(in.transferTo(OutputStream.nullOutputStream()), () -> again(path)));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + path, e);
    }
  }

  private InputStream again(String path) throws IOException {
    InputStream in = type.getResourceAsStream(path);
    if (in == null) {
      throw new FileNotFoundException("it is there no more");
    }
    return in;
  }

  private void open() {
    if (ended) {
      throw new IllegalStateException(
          "The migration of " + type.getName() + " has been read; write while write() runs.");
    }
  }

  /** Takes nothing more. */
  Written end() {
    ended = true;
    return new Written(
        parallel,
        steps.stream().map(WritingStep::entry).toList(),
        new Manifest.ChecksEntry(
            before.stream().map(WritingCheck::entry).toList(),
            after.stream().map(WritingCheck::entry).toList()));
  }

  /** The files that were written. */
  BroughtFiles files() {
    return files.all();
  }
}
