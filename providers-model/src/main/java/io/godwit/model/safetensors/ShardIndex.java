package io.godwit.model.safetensors;

import static io.godwit.model.safetensors.ShardRule.*;

import io.godwit.api.error.GodwitException;
import io.godwit.model.file.ByteStream;
import io.godwit.model.file.LimitRule;
import io.godwit.model.file.ModelFile;
import io.godwit.model.file.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The index of a model in several safetensors files ({@code model.safetensors.index.json}): which
 * tensor is in which shard. Shards are held against it one after the other; when all have been,
 * {@link #finish} tells what was listed and never came.
 */
public final class ShardIndex {

  /** How the name of such a file ends. */
  public static final String SUFFIX = ".safetensors.index.json";

  private static final int MOST_TENSORS = 262_144;
  private static final int MOST_SHARDS = 1_024;
  private static final int MOST_NAME_LENGTH = 12 * 1024 * 1024;
  private static final Pattern NUMBERED = Pattern.compile("-\\d+-of-\\d+\\.safetensors");

  private final String file;
  private final String folder;
  private final Map<String, Integer> shards = new LinkedHashMap<>();
  private final Map<String, Integer> listed = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private Optional<Long> totalSize = Optional.empty();
  private boolean mapped;
  private long nameLength;
  private long seenSize;

  private ShardIndex(String file) {
    this.file = file;
    this.folder = file.substring(0, file.lastIndexOf('/') + 1);
  }

  /**
   * Reads an index.
   *
   * @throws GodwitException if a rule is broken
   */
  public static ShardIndex read(ByteStream in) {
    ShardIndex index = new ShardIndex(in.file());
    index.readAll(in);
    return index;
  }

  /** The paths of all shards, in the order of the index. */
  public List<String> shards() {
    return List.copyOf(shards.keySet());
  }

  /** Whether a file of this path is named like a shard of this index. */
  public boolean owns(String path) {
    String stem = file.substring(0, file.length() - SUFFIX.length());
    return path.startsWith(stem) && NUMBERED.matcher(path.substring(stem.length())).matches();
  }

  /** Refuses a shard that is named like one of this index and not listed. */
  public void refuseUnlisted(String path) {
    if (owns(path) && !shards.containsKey(path)) {
      throw broken(
          SHARD_UNLISTED, "the shard " + path + " is there, but the index does not list it");
    }
  }

  /** Reports that a listed shard is not there. */
  public GodwitException missing(String shard) {
    return broken(SHARD_MISSING, "the index lists the shard " + shard + ", which is not there");
  }

  /** Holds a shard against the index. */
  public void check(ModelFile shard) {
    Integer number = shards.get(shard.path());
    for (Tensor tensor : shard.tensors()) {
      Integer wanted = listed.remove(tensor.name());
      if (wanted == null || !wanted.equals(number)) {
        throw broken(
            TENSOR_UNLISTED,
            "'" + tensor.name() + "' is in " + shard.path() + ", but not by the index");
      }
      seenSize += tensor.data().length();
    }
    if (listed.containsValue(number)) {
      throw broken(
          TENSOR_MISSING,
          listed.entrySet().stream()
              .filter(entry -> entry.getValue().equals(number))
              .map(entry -> "'" + entry.getKey() + "' is not in " + shard.path())
              .sorted()
              .findFirst()
              .orElseThrow());
    }
  }

  /** What a person should know when all shards have been checked. */
  public List<String> finish() {
    List<String> all = new ArrayList<>(warnings);
    totalSize
        .filter(size -> size != seenSize)
        .ifPresent(
            size ->
                all.add("total_size is " + size + ", but the shards hold " + seenSize + " bytes"));
    return List.copyOf(all);
  }

  private void readAll(ByteStream in) {
    StrictJson json = new StrictJson(in, in.size(), INDEX_NO_JSON, INDEX_NO_UTF8);
    json.object(
        64,
        (key, offset) -> {
          if (key.equals("weight_map")) {
            if (mapped) {
              throw in.broken(INDEX_MAP_TWICE, offset, "weight_map occurs twice");
            }
            mapped = true;
            readMap(in, json);
          } else if (key.equals("metadata") && json.peek() == '{') {
            readMetadata(json);
          } else {
            json.skip();
          }
        });
    if (!mapped || shards.isEmpty()) {
      throw in.broken(INDEX_NO_MAP, 0, "the index has no weight_map, or an empty one");
    }
    if (json.peek() >= 0) {
      throw in.broken(INDEX_TRAILING, json.offset(), "after the index's object there is more");
    }
  }

  private void readMap(ByteStream in, StrictJson json) {
    if (json.peek() != '{') {
      throw in.broken(INDEX_NO_MAP, json.offset(), "weight_map is no object");
    }
    json.object(
        LimitRule.LONGEST_NAME,
        (name, offset) -> {
          if (json.peek() != '"') {
            throw in.broken(INDEX_NO_MAP, json.offset(), "weight_map of '" + name + "' is no text");
          }
          String shard = shard(in, json.string(LimitRule.LONGEST_NAME), offset);
          nameLength += name.length();
          if (listed.size() == MOST_TENSORS
              || shards.size() > MOST_SHARDS
              || nameLength > MOST_NAME_LENGTH) {
            throw in.broken(INDEX_TOO_MUCH, offset, "the index lists more than Godwit reads");
          }
          if (listed.put(name, shards.computeIfAbsent(shard, path -> shards.size())) != null) {
            throw in.broken(INDEX_TENSOR_TWICE, offset, "'" + name + "' is listed twice");
          }
        });
  }

  private String shard(ByteStream in, String name, long offset) {
    boolean plain =
        name.endsWith(".safetensors")
            && !name.startsWith(".")
            && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (!plain) {
      throw in.broken(
          SHARD_NAME,
          offset,
          "a shard is named '"
              + name.replaceAll("\\p{Cntrl}", "?")
              + "', which is no plain name of a safetensors file");
    }
    return folder + name;
  }

  private void readMetadata(StrictJson json) {
    json.object(
        64,
        (key, offset) -> {
          int first = json.peek();
          boolean number = first == '-' || (first >= '0' && first <= '9');
          if (key.equals("total_size") && number) {
            readTotalSize(json.number());
          } else {
            json.skip();
          }
        });
  }

  private void readTotalSize(String number) {
    if (number.matches("\\d{1,18}")) {
      totalSize = Optional.of(Long.parseLong(number));
    } else {
      warnings.add("total_size is " + number + ", which is no size");
    }
  }

  private GodwitException broken(ShardRule rule, String message) {
    return ByteStream.broken(file, rule, 0, message);
  }
}
