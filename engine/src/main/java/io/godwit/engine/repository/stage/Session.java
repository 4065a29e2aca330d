package io.godwit.engine.repository.stage;

import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.error.GodwitException;
import io.godwit.api.file.FileTree;
import io.godwit.api.name.Digest;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.stage.Encoding.Chunk;
import io.godwit.engine.repository.stage.RunMatcher.Run;
import io.godwit.engine.repository.work.InOrder;
import io.godwit.engine.repository.work.Task;
import io.godwit.engine.repository.work.Workers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Stores the files of one artifact: blocks go from the cutter to the workers, which hash files and
 * chunks and encode, and come back, in order, to the matcher and the packs.
 */
final class Session implements AutoCloseable {

  private final List<FileTree.Entry> entries;
  private final Workers workers;
  private final Encoding encoding;
  private final PackWriter packs;
  private final RunMatcher matcher;
  private final InOrder inOrder;
  private final FileHashes hashes;
  private final Deque<Work> underWay = new ArrayDeque<>();
  private final List<List<Run>> files = new ArrayList<>();

  /** A block that is being hashed and encoded. */
  private record Work(Block block, Task<List<Chunk>> chunks, Task<Block> hashed) {}

  Session(
      ObjectStore store,
      Workers workers,
      ChunkTable base,
      Unfinished.Session unfinished,
      List<FileTree.Entry> entries) {
    this.entries = entries;
    hashes = new FileHashes(entries.size());
    this.workers = workers;
    inOrder = new InOrder(workers);
    ChunkTable written = new ChunkTable();
    encoding = new Encoding(base);
    packs = new PackWriter(store, workers, written, unfinished);
    matcher = new RunMatcher(base, written, packs);
  }

  List<StoredFile> store(StageRequest request) {
    try (CutAhead cutter = new CutAhead(request.files(), entries, workers)) {
      long read = 0;
      Optional<Block> next = cutter.next();
      while (next.isPresent()) {
        read += next.get().read();
        request.progress().accept(read);
        submit(next.get(), cutter);
        next = cutter.next();
      }
      while (!underWay.isEmpty()) {
        takeFirst(cutter);
      }
      endFilesBefore(entries.size());
      packs.finish();
      return stored(cutter);
    } catch (IOException e) {
      throw new GodwitException(ArtifactError.UNREADABLE, "A file cannot be closed; repeat", e);
    }
  }

  /** Waits for what is still under way: it uses what is freed then. */
  @Override
  public void close() {
    for (Work work : underWay) {
      work.chunks().settle();
      work.hashed().settle();
    }
    packs.abandon();
    encoding.close();
  }

  private void submit(Block block, CutAhead cutter) {
    if (underWay.size() > workers.count()) {
      takeFirst(cutter);
    }
    Task<Block> hashed =
        inOrder.submit(
            () -> {
              hashes.add(block);
              return block;
            });
    underWay.add(new Work(block, workers.submit(() -> encoding.encode(block)), hashed));
  }

  private void takeFirst(CutAhead cutter) {
    Work first = underWay.getFirst();
    List<Chunk> chunks = first.chunks().join();
    Block block = first.hashed().join();
    underWay.removeFirst();
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      endFilesBefore(chunk.file());
      matcher.add(chunk);
      if (block.isWhole(i)) {
        hashes.put(chunk.file(), new Digest(HexFormat.of().formatHex(chunk.sha256())));
      }
    }
    if (!matcher.holdsBack()) {
      cutter.reuse(block);
    }
  }

  private void endFilesBefore(int file) {
    while (files.size() < file) {
      files.add(matcher.endFile());
    }
  }

  private List<StoredFile> stored(CutAhead cutter) {
    List<StoredFile> stored = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      ArtifactFile file = new ArtifactFile(entries.get(i).path(), cutter.size(i), hashes.of(i));
      stored.add(new StoredFile(file, files.get(i)));
    }
    return stored;
  }
}
