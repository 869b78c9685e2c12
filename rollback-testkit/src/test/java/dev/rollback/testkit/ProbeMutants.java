package dev.rollback.testkit;

import dev.rollback.health.Health;
import dev.rollback.target.Http;
import dev.rollback.target.Look;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Broken probes: each breaks one rule that a probe has to keep, and is caught by the clause that says so. */
final class ProbeMutants {

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "says nothing", "says_what_it_looks_at_in_a_few_words", (world, key) -> described(world, key, "")),
            new Mutant(
                    "says too much",
                    "says_what_it_looks_at_in_a_few_words",
                    (world, key) -> described(world, key, "page ".repeat(100))),
            new Mutant(
                    "finds all unwell",
                    "finds_well_what_is_well",
                    (world, key) -> always(world, key, Health.unhealthy("bad"))),
            new Mutant(
                    "finds all well",
                    "finds_unwell_what_is_unwell",
                    (world, key) -> always(world, key, Health.healthy("fine"))),
            new Mutant(
                    "remembers its first look", "sees_a_change_at_its_next_look", ProbeMutants::remembersItsFirstLook),
            new Mutant("takes silence for well", "does_not_know_what_has_no_data", ProbeMutants::takesSilenceForWell),
            new Mutant(
                    "takes no answer for well",
                    "finds_nothing_well_that_does_not_answer",
                    ProbeMutants::takesNoAnswerForWell),
            new Mutant("throws what comes", "fails_with_target_exceptions_only", ProbeMutants::throwsWhatComes),
            new Mutant(
                    "waits for an hour",
                    "gives_up_within_its_time",
                    (world, key) -> asking(world, key, "GET", Duration.ofHours(1))),
            new Mutant("waits for better times", "never_waits_between_looks", ProbeMutants::waitsForBetterTimes),
            new Mutant(
                    "posts",
                    "looks_and_changes_nothing",
                    (world, key) -> asking(world, key, "POST", Duration.ofSeconds(5))),
            new Mutant("notes what it saw", "looks_and_changes_nothing", ProbeMutants::notesWhatItSaw),
            new Mutant("looks by itself", "looks_with_what_it_is_given", ProbeMutants::looksByItself),
            new Mutant("tells all that came", "gives_its_evidence_on_one_short_line", ProbeMutants::tellsAllThatCame),
            new Mutant(
                    "tells its key", "shows_no_secret", (world, key) -> described(world, key, "the page with " + key)));

    private ProbeMutants() {}

    /**
     * A broken one.
     *
     * @param name what is wrong with it
     * @param clause the clause that catches it
     * @param broken makes it
     */
    record Mutant(String name, String clause, BiFunction<FakeAws, String, OwnProbe> broken) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static OwnProbe described(FakeAws world, String key, String description) {
        return new OwnProbe(world, key) {
            @Override
            public String describe() {
                return description;
            }
        };
    }

    private static OwnProbe always(FakeAws world, String key, Health health) {
        return new OwnProbe(world, key) {
            @Override
            Health judge(Http.Answer answer) {
                return health;
            }
        };
    }

    private static OwnProbe asking(FakeAws world, String key, String method, Duration timeout) {
        return new OwnProbe(world, key) {
            @Override
            public Health look(Look look) {
                try {
                    return judge(look.http().send(request(method, timeout)));
                } catch (IOException e) {
                    return unanswered(e);
                }
            }
        };
    }

    private static OwnProbe remembersItsFirstLook(FakeAws world, String key) {
        return new OwnProbe(world, key) {
            private @Nullable Health first;

            @Override
            Health judge(Http.Answer answer) {
                Health found = first == null ? super.judge(answer) : first;
                first = found;
                return found;
            }
        };
    }

    private static OwnProbe takesSilenceForWell(FakeAws world, String key) {
        return new OwnProbe(world, key) {
            @Override
            Health judge(Http.Answer answer) {
                return answer.body().isEmpty() ? Health.healthy("no complaint") : super.judge(answer);
            }
        };
    }

    private static OwnProbe takesNoAnswerForWell(FakeAws world, String key) {
        return new OwnProbe(world, key) {
            @Override
            Health unanswered(IOException failure) {
                return Health.healthy("no complaint");
            }
        };
    }

    private static OwnProbe throwsWhatComes(FakeAws world, String key) {
        return new OwnProbe(world, key) {
            @Override
            Health unanswered(IOException failure) {
                throw new IllegalStateException(failure);
            }
        };
    }

    private static OwnProbe waitsForBetterTimes(FakeAws world, String key) {
        return new OwnProbe(world, key) {
            @Override
            Health judge(Http.Answer answer) {
                try {
                    boolean better = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
                    return better ? Health.healthy("better") : super.judge(answer);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Health.unknown("interrupted");
                }
            }
        };
    }

    private static OwnProbe notesWhatItSaw(FakeAws world, String key) {
        return new OwnProbe(world, key) {
            @Override
            Health judge(Http.Answer answer) {
                world.client(SsmClient.class)
                        .putParameter(put -> put.name("/seen").value("yes"));
                return super.judge(answer);
            }
        };
    }

    private static OwnProbe looksByItself(FakeAws world, String key) {
        return new OwnProbe(world, key) {
            @Override
            public Health look(Look look) {
                try {
                    return judge(world.http().send(request("GET", Duration.ofSeconds(5))));
                } catch (IOException e) {
                    return unanswered(e);
                }
            }
        };
    }

    private static OwnProbe tellsAllThatCame(FakeAws world, String key) {
        return new OwnProbe(world, key) {
            @Override
            Health judge(Http.Answer answer) {
                Health health = super.judge(answer);
                return new Health(health.verdict(), answer.body());
            }
        };
    }
}
