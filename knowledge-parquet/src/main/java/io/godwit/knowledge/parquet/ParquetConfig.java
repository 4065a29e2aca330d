package io.godwit.knowledge.parquet;

import io.godwit.api.config.Doc;
import java.util.Optional;

/** The settings of a target of Parquet files. */
public record ParquetConfig(
    @Doc("The folder with VDF_META.json, relative to the project.") String folder,
    @Doc("The column that has the texts, in files that Godwit has not written; text, if not said.")
        Optional<String> text) {}
