package io.godwit.engine.operation;

import io.godwit.engine.plan.Planner;
import io.godwit.engine.target.TargetSnapshots;
import io.godwit.engine.target.Targets;
import java.time.InstantSource;

/**
 * What operations work with.
 *
 * @param setup the project
 * @param stores the state
 * @param targets the targets
 * @param snapshots captures targets
 * @param planner makes plans
 * @param engines runs them
 * @param leases lets one engine write
 * @param clock the time
 */
public record Operating(
    Setup setup,
    Stores stores,
    Targets targets,
    TargetSnapshots snapshots,
    Planner planner,
    Engines engines,
    Leases leases,
    InstantSource clock) {}
