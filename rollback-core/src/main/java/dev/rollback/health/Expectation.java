package dev.rollback.health;

import dev.rollback.target.Http;

/** One thing that a probe expects of an answer. */
@FunctionalInterface
interface Expectation {

    /** Whether the answer is like that, with what was expected and what came, without naming the request. */
    Health judge(Http.Answer answer);
}
