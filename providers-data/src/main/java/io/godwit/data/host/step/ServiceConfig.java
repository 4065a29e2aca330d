package io.godwit.data.host.step;

import io.godwit.api.config.Doc;

/**
 * A step on a service; also what a plan keeps.
 *
 * @param service its name among the target's
 */
public record ServiceConfig(@Doc("The service's name in the target.") String service) {}
