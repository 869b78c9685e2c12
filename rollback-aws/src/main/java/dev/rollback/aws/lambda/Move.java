package dev.rollback.aws.lambda;

import java.time.Instant;

/**
 * A move of the alias that CloudTrail has seen.
 *
 * @param at when
 * @param routing where to
 * @param creates whether the alias began with it
 * @param by who made it
 */
record Move(Instant at, Routing routing, boolean creates, String by) {

    private static final String CODE_DEPLOY = "codedeploy.amazonaws.com";

    boolean isByCodeDeploy() {
        return by.equals(CODE_DEPLOY);
    }
}
