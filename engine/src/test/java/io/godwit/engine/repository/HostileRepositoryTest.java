package io.godwit.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.godwit.api.artifact.ArtifactError;
import io.godwit.api.artifact.ArtifactFile;
import io.godwit.api.artifact.ContentDigest;
import io.godwit.api.artifact.ManifestRef;
import io.godwit.api.artifact.StageRequest;
import io.godwit.api.error.GodwitException;
import io.godwit.api.name.Digest;
import io.godwit.api.storage.ObjectKey;
import io.godwit.engine.repository.chunk.Codec;
import io.godwit.engine.repository.file.FileStorage;
import io.godwit.engine.repository.format.Documents;
import io.godwit.engine.repository.format.Manifest;
import io.godwit.engine.repository.format.Manifest.FileEntry;
import io.godwit.engine.repository.format.Manifest.PackRef;
import io.godwit.engine.repository.format.Manifest.Segment;
import io.godwit.engine.repository.object.Backoff;
import io.godwit.engine.repository.object.ObjectKind;
import io.godwit.engine.repository.object.ObjectStore;
import io.godwit.engine.repository.pack.EncodedChunk;
import io.godwit.engine.repository.pack.PackBuilder;
import io.godwit.engine.repository.pack.PackBuilder.FinishedPack;
import io.godwit.engine.repository.pack.PagePool;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody has made objects by hand whose digests are all right, and which lie otherwise. */
@DisplayName("a repository that means harm is refused, and lays nothing out")
class HostileRepositoryTest {

  private static final int CHUNK = 128 << 10;
  private static final byte[] PLAIN = new byte[CHUNK];

  @TempDir Path folder;
  private ObjectStore store = new ObjectStore(new FileStorage(Path.of("")), () -> "", Backoff.NONE);
  private int ids = 1_000;

  @BeforeEach
  void open() {
    store =
        new ObjectStore(
            new FileStorage(folder.resolve("repository")),
            () -> String.format("%032x", ids++),
            Backoff.NONE);
    repository().stage(StageRequest.of(Trees.text("a", "b")));
  }

  @Test
  void whatIsMeantWellIsLaidOut() {
    PackRef pack = pack(PLAIN, Zstd.compress(PLAIN));
    ManifestRef good = manifest(pack, CHUNK, Digest.of(PLAIN));

    repository().contents(good).export(folder.resolve("out"));

    assertThat(folder.resolve("out/weights")).hasBinaryContent(PLAIN);
  }

  @Test
  void aFrameThatGrowsBeyondItsPromiseIsNotUnpacked() {
    PackRef pack = pack(PLAIN, Zstd.compress(new byte[64 << 20]));

    assertRefused(manifest(pack, CHUNK, Digest.of(PLAIN)));
  }

  @Test
  void aFileThatIsSaidToBeEnormousIsNotMade() {
    PackRef pack = pack(PLAIN, Zstd.compress(PLAIN));

    assertRefused(manifest(pack, 1L << 50, Digest.of(PLAIN)));
    assertRefused(manifest(pack, 1, Digest.of(PLAIN)));
  }

  @Test
  void aFileOfOtherBytesThanItsDigestSaysIsNotGivenOut() {
    PackRef pack = pack(PLAIN, Zstd.compress(PLAIN));

    assertRefused(manifest(pack, CHUNK, Digest.of("something else")));
  }

  @Test
  void aChunkOfOtherBytesThanItsIdSaysIsNotGivenOut() {
    PackRef pack = pack(Trees.noise(CHUNK, 1), Zstd.compress(PLAIN));

    assertRefused(manifest(pack, CHUNK, Digest.of(Trees.noise(CHUNK, 1))));
  }

  private void assertRefused(ManifestRef manifest) {
    Path out = folder.resolve("out");
    assertDamaged(() -> repository().contents(manifest).export(out));
    assertThat(out).doesNotExist();
    assertDamaged(() -> repository().contents(manifest).open("weights").readAllBytes());
    assertThat(repository().verify(manifest, 1).faults()).isNotEmpty();
  }

  private static void assertDamaged(ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            GodwitException.class, e -> assertThat(e.code()).isEqualTo(ArtifactError.DAMAGED));
  }

  /** A pack with one chunk that is said to be these plain bytes. */
  private PackRef pack(byte[] plain, byte[] encoded) {
    PackBuilder builder = new PackBuilder(new PagePool());
    byte[] id = HexFormat.of().parseHex(Digest.of(plain).hex());
    builder.add(new EncodedChunk(id, CHUNK, Codec.ZSTD, encoded, 0, encoded.length));
    FinishedPack made = builder.finish();
    ObjectKey key = ObjectKind.PACK.key(store.ids().next());
    store.create(key, made.body());
    return new PackRef(key, made.footer(), made.size(), made.chunks());
  }

  private ManifestRef manifest(PackRef pack, long size, Digest sha256) {
    ArtifactFile file = new ArtifactFile("weights", size, sha256);
    Manifest manifest =
        new Manifest(
            Documents.FORMAT,
            ContentDigest.of(List.of(file)),
            size,
            Map.of(),
            List.of(),
            null,
            List.of(pack),
            List.of(new FileEntry("weights", size, sha256, List.of(new Segment(0, 0, 1)))));
    return store.put(ObjectKind.MANIFEST, Documents.write(manifest)).toManifestRef();
  }

  private Repository repository() {
    return new Places().on(store.storage());
  }
}
