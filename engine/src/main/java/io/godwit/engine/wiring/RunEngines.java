package io.godwit.engine.wiring;

import io.godwit.api.name.RunId;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.operation.Engines;
import io.godwit.engine.operation.Stores;
import io.godwit.engine.run.Gates;
import io.godwit.engine.run.RunDriver;
import io.godwit.engine.run.RunEngine;
import io.godwit.engine.run.Steps;
import io.godwit.engine.state.StateStore;
import java.util.UUID;
import java.util.function.Function;

/** Makes an engine for each run, on the real clock, chance and providers. */
final class RunEngines implements Engines {

  private final Stores stores;
  private final Steps steps;
  private final Function<StateStore, Gates> gates;
  private final RunEngine.Listener listener;
  private final RunEngine.Surroundings surroundings;
  private final StopSignal stop;
  private final Processes processes;

  /** What an engine needs beside its run. */
  record Parts(
      Steps steps,
      Function<StateStore, Gates> gates,
      RunEngine.Listener listener,
      RunEngine.Surroundings surroundings) {}

  RunEngines(Stores stores, Parts parts, StopSignal stop, Processes processes) {
    this.stores = stores;
    this.steps = parts.steps();
    this.gates = parts.gates();
    this.listener = parts.listener();
    this.surroundings = parts.surroundings();
    this.stop = stop;
    this.processes = processes;
  }

  @Override
  public RunId newId() {
    return new RunId(UUID.randomUUID());
  }

  @Override
  public String self() {
    return processes.self().toString();
  }

  @Override
  public RunRecord begin(RunRecord planned, long token) {
    return drive(RunEngine.beginning(planned, token, parts(stores.writing()), surroundings));
  }

  @Override
  public RunRecord drive(RunRecord run, long token) {
    return drive(RunEngine.goingOn(run, token, parts(stores.writing()), surroundings));
  }

  @Override
  public RunRecord resume(RunId run, long token) {
    RunEngine engine = new RunEngine(run, token, parts(stores.writing()), surroundings);
    engine.reopen();
    return drive(engine);
  }

  private RunRecord drive(RunEngine engine) {
    return new RunDriver(stop, stop::isRequested).drive(engine);
  }

  private RunEngine.Parts parts(StateStore store) {
    return new RunEngine.Parts(store, steps, gates.apply(store), listener);
  }
}
