package io.godwit.program;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a program sees of Godwit's own environment: what every program needs, and what its author
 * names. The values that it was given are hidden in what is shown of its output.
 *
 * @param pass the variables that its author names
 * @param own further variables with their values
 */
public record Surroundings(List<String> pass, Map<String, String> own) {

  private static final int SHORTEST_SECRET = 4;
  private static final Set<String> ALWAYS =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LC_ALL",
          "TZ",
          "TMPDIR",
          "TEMP",
          "TMP",
          "SystemRoot",
          "ComSpec",
          "PATHEXT",
          "JAVA_HOME",
          "XDG_RUNTIME_DIR");

  /** Copies both. */
  public Surroundings {
    pass = List.copyOf(pass);
    own = Map.copyOf(own);
  }

  /** Takes what it must not see out of its environment, and puts its own variables in. */
  public void fill(Map<String, String> environment) {
    environment.keySet().removeIf(name -> !ALWAYS.contains(name) && !pass.contains(name));
    environment.putAll(own);
  }

  /**
   * The last part of a file that a program has written, for people: without control characters and
   * secrets.
   */
  public String tail(Path output, int most) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
      long from = Math.max(0, file.length() - most);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return hidden(text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", ""));
    }
  }

  private String hidden(String text) {
    String hidden = text;
    for (String secret : own.values()) {
      hidden = hide(hidden, secret);
    }
    Map<String, String> environment = System.getenv();
    for (String name : pass) {
      hidden = hide(hidden, environment.getOrDefault(name, ""));
    }
    return hidden;
  }

  private static String hide(String text, String secret) {
    return secret.length() < SHORTEST_SECRET ? text : text.replace(secret, "***");
  }
}
