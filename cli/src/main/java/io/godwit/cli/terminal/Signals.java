package io.godwit.cli.terminal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * What a person's Ctrl-C or a service manager's stop does. Java has no supported way to take a
 * signal; the one that every JVM has is reached by name, and where it is missing the process ends
 * at the first signal, as it would have anyway.
 */
public final class Signals {

  private Signals() {}

  /** The signals that ask a process to end. */
  public enum Ending {
    /** Ctrl-C. */
    INT(130),
    /** {@code kill}, a service manager, a container's stop. */
    TERM(143);

    private final int exitCode;

    Ending(int exitCode) {
      this.exitCode = exitCode;
    }

    /** What shells expect of a process that was ended by it. */
    public int exitCode() {
      return exitCode;
    }
  }

  /** Calls this for every signal that asks the process to end, instead of ending it. */
  public static void on(Consumer<Ending> handler) {
    for (Ending signal : Ending.values()) {
      take(signal.name(), () -> handler.accept(signal));
    }
  }

  /** Calls this when the terminal has another size. */
  public static void onResize(Runnable handler) {
    take("WINCH", handler);
  }

  private static void take(String signal, Runnable handler) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  handler.run();
                  yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> arguments != null && proxy == arguments[0];
                default -> "godwit's handler of " + signal;
              };
      Object taker =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handlerType}, call);
      type.getMethod("handle", type, handlerType)
          .invoke(null, type.getConstructor(String.class).newInstance(signal), taker);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // The JVM was told to keep its signals (-Xrs), or has none: then the default stands.
    }
  }
}
