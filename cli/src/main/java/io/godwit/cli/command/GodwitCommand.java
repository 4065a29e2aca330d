package io.godwit.cli.command;

import java.util.concurrent.Callable;

/** A command: it makes an answer, the session delivers it. */
abstract class GodwitCommand implements Callable<Integer> {

  private final Session session;

  GodwitCommand(Session session) {
    this.session = session;
  }

  abstract Answer answer(Session session);

  @Override
  public final Integer call() {
    return session.deliver(answer(session));
  }
}
