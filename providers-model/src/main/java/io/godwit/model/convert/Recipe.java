package io.godwit.model.convert;

import io.godwit.api.config.Default;
import io.godwit.api.config.Doc;
import java.util.List;
import java.util.Optional;

/** What is done to a model's files; plain data, as authors write it and plans keep it. */
public record Recipe(
    @Doc("The type to which tensors of F32, F16 and BF16 are cast.") Optional<String> cast,
    @Doc("Tensors that keep their type, by names with * for any text.") List<String> keep,
    @Doc("Whether a value too large for the new type is refused, or becomes an infinity.")
        @Default("refuse")
        Overflow overflow,
    @Doc("New names for tensors: the first rule that fits is taken.") List<Rename> rename,
    @Doc("Tensors to leave out, by their old names with * for any text.") List<String> drop,
    @Doc("The most bytes of tensors in one file: splits the model into shards.")
        Optional<Long> shardBytes,
    @Doc("Whether the shards of a model become one file.") @Default("false") boolean join) {

  /** What becomes of values that are too large. */
  public enum Overflow {
    /** The conversion stops. */
    REFUSE,
    /** They become infinities. */
    INFINITY
  }

  /** A new name. */
  public record Rename(
      @Doc("The old name, with * for any text.") String from,
      @Doc("The new name; each * is what that * of the old name stood for.") String to) {}

  /** Copies the collections. */
  public Recipe {
    keep = List.copyOf(keep);
    rename = List.copyOf(rename);
    drop = List.copyOf(drop);
  }

  /** Changes nothing. */
  public static Recipe nothing() {
    return new Recipe(
        Optional.empty(),
        List.of(),
        Overflow.REFUSE,
        List.of(),
        List.of(),
        Optional.empty(),
        false);
  }

  /** The same with a cast. */
  public Recipe casting(String type) {
    return new Recipe(Optional.of(type), keep, overflow, rename, drop, shardBytes, join);
  }
}
