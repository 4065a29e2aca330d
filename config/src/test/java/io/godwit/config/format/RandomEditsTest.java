package io.godwit.config.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.api.error.GodwitException;
import io.godwit.config.document.ConfigFileError;
import io.godwit.config.document.Document;
import io.godwit.config.document.KeyPath;
import io.godwit.config.document.Source;
import io.godwit.config.document.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files as they come, changed at random: a file says afterwards what was meant, or the change has
 * no place. That a change is refused because of how something is written does not happen to files
 * that are written plainly.
 */
final class RandomEditsTest {

  private static final int FILES = 60;
  private static final int EDITS = 25;
  private static final List<String> NAMES =
      List.of("a", "b", "host", "pool size", "x-y", "Ünicode", "on", "12", "deep");

  @ParameterizedTest
  @EnumSource
  void aFileSaysWhatWasMeant(ConfigFormat format) {
    long seed = Long.getLong("godwit.seed", 20261121L);
    for (int file = 0; file < FILES; file++) {
      Random random = new Random(seed + file);
      Value.Table root = table(random, format, 3);
      String text = format.syntax().write(root, path -> comments(random));
      Document document = format.syntax().parse(new Source("f", text));
      assertThat(document.root())
          .as("-Dgodwit.seed=%s file %s:%n%s", seed, file, text)
          .isEqualTo(root);
      for (int edit = 0; edit < EDITS; edit++) {
        document = edited(document, random, format, seed + " file " + file);
      }
    }
  }

  private static Document edited(Document document, Random random, ConfigFormat format, String at) {
    List<KeyPath> all = new ArrayList<>();
    collect(KeyPath.ROOT, document.root(), all);
    KeyPath some = all.isEmpty() ? KeyPath.of("a") : all.get(random.nextInt(all.size()));
    KeyPath other = all.isEmpty() ? KeyPath.of("b") : all.get(random.nextInt(all.size()));
    KeyPath fresh = (random.nextBoolean() ? some : other).parent().then(name(random));
    KeyPath deeper = random.nextBoolean() ? fresh : fresh.then(name(random));
    String what = "-Dgodwit.seed=" + at + " " + some + " to " + deeper + ":\n" + document.text();
    try {
      return switch (random.nextInt(3)) {
        case 0 -> document.set(deeper, value(random, format, 1), comments(random));
        case 1 -> document.move(some, deeper);
        default -> document.remove(some);
      };
    } catch (GodwitException e) {
      assertThat(e.code())
          .as(what)
          .isIn(ConfigFileError.CONFIG_CHANGE, ConfigFileError.CONFIG_FORMAT);
      assertThat(e.getMessage()).as(what).doesNotContain("the way in which this is written");
      return document;
    }
  }

  private static void collect(KeyPath at, Value value, List<KeyPath> all) {
    if (value instanceof Value.Table table) {
      table
          .entries()
          .forEach(
              (name, child) -> {
                all.add(at.then(name));
                collect(at.then(name), child, all);
              });
    } else if (value instanceof Value.Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        collect(at.then(i), items.items().get(i), all);
      }
    }
  }

  private static List<String> comments(Random random) {
    return random.nextInt(3) == 0 ? List.of("a comment", "of two lines") : List.of();
  }

  private static String name(Random random) {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private static Value.Table table(Random random, ConfigFormat format, int depth) {
    Map<String, Value> entries = new LinkedHashMap<>();
    int size = 1 + random.nextInt(4);
    for (int i = 0; i < size; i++) {
      entries.put(name(random), value(random, format, depth));
    }
    return new Value.Table(entries);
  }

  private static Value value(Random random, ConfigFormat format, int depth) {
    boolean texts = format == ConfigFormat.PROPERTIES;
    int kind = random.nextInt(depth > 0 ? 8 : 5);
    return switch (kind) {
      case 0 -> texts ? Value.text("7") : Value.integer(BigInteger.valueOf(random.nextInt(1000)));
      case 1 -> texts ? Value.text("1.5") : Value.decimal(new BigDecimal("1.5e3"));
      case 2 -> texts ? Value.text("true") : Value.truth(random.nextBoolean());
      case 3 -> Value.text("plain");
      case 4 ->
          Value.text(
              List.of("", " a: b # c", "yes", "\"q\" \\ '", "ü\n\tx", "{[").get(random.nextInt(6)));
      case 5 -> texts ? Value.text("x") : list(random, format, depth);
      default -> table(random, format, depth - 1);
    };
  }

  private static Value list(Random random, ConfigFormat format, int depth) {
    List<Value> items = new ArrayList<>();
    boolean tables = random.nextBoolean();
    int size = random.nextInt(3);
    for (int i = 0; i < size; i++) {
      items.add(tables ? table(random, format, depth - 1) : value(random, format, 0));
    }
    return new Value.Items(items);
  }
}
