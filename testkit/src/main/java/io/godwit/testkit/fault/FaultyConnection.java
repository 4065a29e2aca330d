package io.godwit.testkit.fault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A connection whose statements and commits are numbered, and one of which may go wrong. */
final class FaultyConnection {

  private static final Set<String> CHANGES_NOTHING =
      Set.of(
          "select",
          "pragma",
          "show",
          "set",
          "explain",
          "begin",
          "start",
          "savepoint",
          "release",
          "values",
          "rollback",
          "discard");
  private static final Pattern WRITES = Pattern.compile("\\b(insert|update|delete)\\b");
  private static final int LONGEST = 60;

  /** What both PostgreSQL's and SQLite's failures say: another transaction was in the way. */
  private static final String SERIALIZATION = "40001";

  private static final int BUSY = 5;

  /** And: the connection is broken. */
  private static final String BROKEN = "08006";

  private static final int IO_ERROR = 10;

  private final Effects effects;
  private final Connection real;
  private final Connection proxy;

  FaultyConnection(Effects effects, Connection real) {
    this.effects = effects;
    this.real = real;
    this.proxy = proxy(Connection.class, (self, method, arguments) -> call(method, arguments));
  }

  Connection proxy() {
    return proxy;
  }

  private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    switch (method.getName()) {
      case "close",
          "abort",
          "isClosed",
          "isValid",
          "unwrap",
          "isWrapperFor",
          "hashCode",
          "toString" -> {
        return invoke(real, method, arguments);
      }
      case "equals" -> {
        return arguments != null && arguments[0] == proxy;
      }
      case "commit" -> {
        return effect("commit", method, real, arguments);
      }
      default -> {
        effects.demandLife(method.getName());
        Object result = invoke(real, method, arguments);
        String sql = arguments != null && arguments[0] instanceof String text ? text : "";
        return result instanceof Statement statement
            ? statement(method.getReturnType(), statement, sql)
            : result;
      }
    }
  }

  private Object statement(Class<?> type, Statement statement, String prepared) {
    return proxy(
        type,
        (self, method, arguments) -> {
          if (method.getName().equals("getConnection")) {
            return proxy;
          }
          if (!method.getName().startsWith("execute")) {
            return invoke(statement, method, arguments);
          }
          boolean direct = arguments != null && arguments[0] instanceof String;
          String sql = direct ? (String) arguments[0] : prepared;
          effects.demandLife(sql);
          return changes(sql)
              ? effect(shown(sql), method, statement, arguments)
              : invoke(statement, method, arguments);
        });
  }

  private static boolean changes(String sql) {
    String text = sql.strip().toLowerCase(Locale.ROOT);
    String word = text.split("[^a-z]", 2)[0];
    return word.equals("with") ? WRITES.matcher(text).find() : !CHANGES_NOTHING.contains(word);
  }

  private static String shown(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
  }

  private @Nullable Object effect(
      String what, Method method, Object on, Object @Nullable [] arguments) throws Throwable {
    Optional<Mishap> wrong = effects.next(what);
    if (wrong.isEmpty()) {
      return invoke(on, method, arguments);
    }
    switch (wrong.get()) {
      case STOP_BEFORE -> {
        effects.stop();
        throw new Stopped(what);
      }
      case STOP_AFTER -> {
        var unused = invoke(on, method, arguments);
        effects.stop();
        throw new Stopped(what);
      }
      case FAIL -> throw new SQLException("made to fail: " + what, SERIALIZATION, BUSY);
      case LOSE_ANSWER -> {
        var unused = invoke(on, method, arguments);
        Effects.close(real);
        throw new SQLException("made to lose the answer: " + what, BROKEN, IO_ERROR);
      }
      case DELAY -> effects.delay();
    }
    return invoke(on, method, arguments);
  }

  private static @Nullable Object invoke(Object on, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
