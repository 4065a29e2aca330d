package io.godwit.engine.repository.stage;

import io.godwit.api.artifact.ArtifactFile;
import io.godwit.engine.repository.stage.RunMatcher.Run;
import java.util.List;

/** A file with where its chunks are. */
record StoredFile(ArtifactFile file, List<Run> runs) {}
