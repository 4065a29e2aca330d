package io.godwit.engine.wiring;

import io.godwit.api.name.RunId;
import io.godwit.engine.journal.RunRecord;
import io.godwit.engine.operation.Engines;
import io.godwit.engine.operation.Stores;
import io.godwit.engine.run.Gates;
import io.godwit.engine.run.ReleaseGates;
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
  private final Function<StateStore, ReleaseGates> gates;
  private final RunEngine.Listener listener;
  private final RunEngine.Surroundings surroundings;
  private final StopSignal stop;
  private final Processes processes;

  /** What an engine needs beside its run. */
  record Parts(
      Steps steps,
      Function<StateStore, ReleaseGates> gates,
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
  public Driver under(long token) {
    StateStore store = stores.writing();
    return new Drive(store, gates.apply(store), token);
  }

  /** Under one lease. */
  private final class Drive implements Driver {
    private final StateStore store;
    private final ReleaseGates checking;
    private final long token;

    Drive(StateStore store, ReleaseGates checking, long token) {
      this.store = store;
      this.checking = checking;
      this.token = token;
    }

    @Override
    public RunRecord begin(RunRecord planned, boolean followed) {
      Gates passed = followed ? checking.inPassing() : checking;
      return drive(RunEngine.beginning(planned, token, parts(passed), surroundings));
    }

    @Override
    public RunRecord drive(RunRecord run) {
      return drive(RunEngine.goingOn(run, token, parts(checking), surroundings));
    }

    @Override
    public RunRecord resume(RunId run) {
      RunEngine engine = new RunEngine(run, token, parts(checking), surroundings);
      engine.reopen();
      return drive(engine);
    }

    private RunRecord drive(RunEngine engine) {
      return new RunDriver(stop, stop::isRequested).drive(engine);
    }

    private RunEngine.Parts parts(Gates passed) {
      return new RunEngine.Parts(store, steps, passed, listener);
    }
  }
}
