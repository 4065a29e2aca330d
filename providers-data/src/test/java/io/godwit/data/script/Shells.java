package io.godwit.data.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real {@code psql} and {@code sqlite3}, each run with a script file, and what they say they
 * have sent.
 *
 * @param folder for their files
 */
record Shells(Path folder) {

  private static final Pattern SENT =
      Pattern.compile(
          "(?s)/?\\*{8,9} QUERY \\*{9,}/?\n(.*?)\n/?\\*{20,}/?\n(?=\n|/?\\*{8,9} QUERY|$)");

  /**
   * What became of a script.
   *
   * @param code with what the shell ended
   * @param sent what it sent, in order
   * @param said what it said
   */
  record Outcome(int code, List<String> sent, String said) {
    Outcome {
      sent = List.copyOf(sent);
    }
  }

  /** A script on a server; with {@code stops}, up to the first statement that is refused. */
  Outcome psql(String program, int port, String database, String script, boolean stops)
      throws IOException, InterruptedException {
    Path log = folder.resolve("psql.log");
    Files.deleteIfExists(log);
    Path file = Files.writeString(folder.resolve("s.sql"), script);
    Outcome outcome =
        run(
            List.of(
                program,
                "--no-psqlrc",
                "--quiet",
                "--set=ON_ERROR_STOP=" + (stops ? "1" : "0"),
                "--log-file=" + log,
                "--output=" + folder.resolve("answers"),
                "--file=" + file,
                "host=localhost port=" + port + " user=postgres dbname=" + database));
    List<String> sent = new ArrayList<>();
    Matcher queries = SENT.matcher(Files.exists(log) ? Files.readString(log) : "");
    while (queries.find()) {
      sent.add(queries.group(1));
    }
    return new Outcome(outcome.code, sent, outcome.said);
  }

  /** A script on a SQLite file; its trace is one text. */
  Outcome sqlite(String program, Path database, String script)
      throws IOException, InterruptedException {
    Path trace = folder.resolve("trace.txt");
    Files.deleteIfExists(trace);
    Path file = Files.writeString(folder.resolve("s.sql"), script);
    Outcome outcome =
        run(
            List.of(
                program,
                "-batch",
                "-bail",
                "-init",
                Files.writeString(folder.resolve("rc"), "").toString(),
                "-cmd",
                ".trace " + trace + " --plain --stmt",
                "-cmd",
                ".output " + folder.resolve("answers"),
                database.toString(),
                ".read " + file));
    return new Outcome(outcome.code, List.of(Files.readString(trace)), outcome.said);
  }

  private Outcome run(List<String> command) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("PGCLIENTENCODING", "UTF8");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    int code = process.waitFor();
    return new Outcome(code, List.of(), Files.readString(said, UTF_8));
  }
}
