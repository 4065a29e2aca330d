package io.godwit.engine.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.godwit.api.file.FileTree;
import io.godwit.api.name.RunId;
import io.godwit.api.name.Version;
import io.godwit.api.run.Release;
import io.godwit.engine.codec.Json;
import io.godwit.engine.state.KeptRun;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs that are kept together as one artifact ({@code docs/formats/state.md}).
 *
 * @param version the artifact's
 * @param release the last that was made by them
 * @param texts the files
 */
record RunBatch(Version version, Optional<Release> release, Map<String, byte[]> texts)
    implements FileTree {

  /** The file with the release. */
  static final String RELEASE = "release.json";

  private static final String LAST = "run.json";
  private static final String EARLIER = "earlier/";

  /** These runs, in the order in which they were begun. */
  static RunBatch of(List<KeptRun> runs) {
    Map<String, byte[]> texts = new TreeMap<>();
    for (KeptRun run : runs.subList(0, runs.size() - 1)) {
      texts.put(EARLIER + run.id() + ".json", Json.write(run).getBytes(UTF_8));
    }
    KeptRun last = runs.get(runs.size() - 1);
    texts.put(LAST, Json.write(last).getBytes(UTF_8));
    Optional<Release> release =
        runs.stream().flatMap(run -> run.release().stream()).reduce((first, second) -> second);
    release.ifPresent(made -> texts.put(RELEASE, Json.write(made).getBytes(UTF_8)));
    return new RunBatch(version(last.id()), release, texts);
  }

  /** A run of which less was kept before, as a version of its own beside it. */
  static RunBatch again(KeptRun run) {
    RunBatch batch = of(List.of(run));
    Version grown = new Version(batch.version.value() + "." + run.journal().size());
    return new RunBatch(grown, batch.release, batch.texts);
  }

  /** The version under which the runs up to this one are kept. */
  static Version version(RunId last) {
    return new Version(last.toString());
  }

  /** Whether there is a run in a file of that name. */
  static boolean isRun(String path) {
    return path.equals(LAST) || path.startsWith(EARLIER);
  }

  @Override
  public List<Entry> files() {
    return texts.entrySet().stream()
        .map(file -> new Entry(file.getKey(), file.getValue().length))
        .toList();
  }

  @Override
  public InputStream open(String path) {
    return new ByteArrayInputStream(texts.getOrDefault(path, new byte[0]));
  }
}
