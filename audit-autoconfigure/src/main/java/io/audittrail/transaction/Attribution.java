package io.audittrail.transaction;

import io.audittrail.Actor;
import org.jspecify.annotations.Nullable;

/** Who makes a change, and why. */
public record Attribution(Actor actor, @Nullable String reason) {}
