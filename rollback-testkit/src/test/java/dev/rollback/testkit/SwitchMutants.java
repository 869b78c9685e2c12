package dev.rollback.testkit;

import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Look;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** Broken switches: each breaks one rule that a target has to keep, and is caught by the clause that says so. */
final class SwitchMutants {

    static final List<Mutant> ALL = List.of(
            new Mutant("names itself anew", "calls_itself_the_same_in_another_process", SwitchMutants::namesItselfAnew),
            new Mutant("writes in its check", "looks_change_nothing", SwitchMutants::writesInItsCheck),
            new Mutant("lists the oldest first", "history_comes_newest_first", SwitchMutants::listsTheOldestFirst),
            new Mutant(
                    "reads all of its history",
                    "history_is_read_no_further_than_asked_for",
                    SwitchMutants::readsAllOfItsHistory),
            new Mutant("finds no version", "finds_what_it_lists_by_its_id", SwitchMutants::findsNoVersion),
            new Mutant("knows no times", "finds_what_it_lists_by_the_time_that_it_served", SwitchMutants::knowsNoTimes),
            new Mutant(
                    "needs more than it says",
                    "names_the_permissions_for_all_that_it_calls",
                    SwitchMutants::needsMoreThanItSays),
            new Mutant("tells the password", "shows_no_secret_in_what_it_tells", SwitchMutants::tellsThePassword),
            new Mutant("throws what comes", "looks_fail_with_target_exceptions_only", SwitchMutants::throwsWhatComes),
            new Mutant(
                    "writes beside the attempt", "writes_by_the_attempt_only", SwitchMutants::writesBesideTheAttempt),
            new Mutant("writes in a read", "writes_by_the_attempt_only", SwitchMutants::writesInARead),
            new Mutant("takes two steps", "takes_one_step_a_call", SwitchMutants::takesTwoSteps),
            new Mutant("waits", "never_waits_in_a_call", SwitchMutants::waits),
            new Mutant("serves on accept", "says_that_it_serves_only_when_it_does", SwitchMutants::servesOnAccept),
            new Mutant("settles on accept", "says_that_it_serves_only_when_it_does", SwitchMutants::settlesOnAccept),
            new Mutant(
                    "settles with another", "says_that_it_serves_only_when_it_does", SwitchMutants::settlesWithAnother),
            new Mutant("writes when settled", "stays_settled_once_it_is", SwitchMutants::writesWhenSettled),
            new Mutant("remembers too much", "remembers_less_than_4_kib", SwitchMutants::remembersTooMuch),
            new Mutant(
                    "remembers the password",
                    "shows_no_secret_in_what_it_answers",
                    SwitchMutants::remembersThePassword),
            new Mutant("looks too seldom", "settles_within_its_time", SwitchMutants::looksTooSeldom),
            new Mutant("fails in passing", "faults_that_pass_do_not_fail_it", SwitchMutants::failsInPassing),
            new Mutant(
                    "writes blindly", "a_write_whose_answer_is_lost_is_not_done_twice", SwitchMutants::writesBlindly),
            new Mutant(
                    "remembers in a field",
                    "a_crash_between_any_two_calls_ends_the_same",
                    SwitchMutants::remembersInAField),
            new Mutant(
                    "fights others", "somebody_elses_change_is_reported_and_not_fought", SwitchMutants::fightsOthers),
            new Mutant(
                    "reports another as its own fault",
                    "somebody_elses_change_is_reported_and_not_fought",
                    SwitchMutants::reportsAnotherAsItsOwnFault),
            new Mutant("goes one way only", "goes_back_to_where_it_came_from", SwitchMutants::goesOneWayOnly),
            new Mutant(
                    "throws what comes when it writes",
                    "fails_with_target_exceptions_only",
                    SwitchMutants::throwsWhatComesWhenItWrites));

    private SwitchMutants() {}

    /**
     * A broken one.
     *
     * @param name what is wrong with it
     * @param clause the clause that catches it
     * @param broken makes it
     */
    record Mutant(String name, String clause, Function<SwitchTable, OwnSwitch> broken) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static OwnSwitch namesItselfAnew(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            public TargetId id() {
                return new TargetId("release-switch", "local/shop", "checkout" + System.identityHashCode(this));
            }
        };
    }

    private static OwnSwitch writesInItsCheck(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            public Assessment check(Change change, Look look) {
                look.read(GET, () -> {
                    table.set(table.row(0).release());
                    return true;
                });
                return super.check(change, look);
            }
        };
    }

    private static OwnSwitch listsTheOldestFirst(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            public Stream<Version> history(Look look) {
                return backwards(super.history(look));
            }
        };
    }

    private static OwnSwitch readsAllOfItsHistory(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            public Stream<Version> history(Look look) {
                return super.history(look).toList().stream();
            }
        };
    }

    private static OwnSwitch findsNoVersion(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            public Optional<Version> version(String id, Look look) {
                return super.version(id.toUpperCase(Locale.ROOT), look);
            }
        };
    }

    private static OwnSwitch knowsNoTimes(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            public Optional<Version> versionAt(Instant at, Look look) {
                return history(look).findFirst();
            }
        };
    }

    private static OwnSwitch needsMoreThanItSays(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            public Assessment check(Change change, Look look) {
                super.check(change, look);
                return assessment().reads("switch:Set", "*").build();
            }
        };
    }

    private static OwnSwitch tellsThePassword(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            public Version current(Look look) {
                return super.current(look).fact("connection", "shop:" + table.password() + "@db");
            }
        };
    }

    private static OwnSwitch throwsWhatComes(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            public Version current(Look look) {
                try {
                    return super.current(look);
                } catch (TargetException e) {
                    throw new IllegalStateException("the switch is away", e);
                }
            }
        };
    }

    private static OwnSwitch writesBesideTheAttempt(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress set(Change change, Attempt attempt) {
                table.set(change.to().id());
                return pending("set");
            }
        };
    }

    private static OwnSwitch writesInARead(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress set(Change change, Attempt attempt) {
                return attempt.read(GET, () -> {
                    table.set(change.to().id());
                    return pending("set");
                });
            }
        };
    }

    private static OwnSwitch takesTwoSteps(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress set(Change change, Attempt attempt) {
                write(change, attempt);
                write(change, attempt);
                return pending("set");
            }
        };
    }

    private static OwnSwitch waits(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress underWay(Change change, Attempt attempt) {
                try {
                    boolean there = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
                    return pending("on its way" + there);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return pending("interrupted");
                }
            }
        };
    }

    private static OwnSwitch servesOnAccept(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress underWay(Change change, Attempt attempt) {
                return Progress.serving("accepted", Memo.empty(), Duration.ofSeconds(5));
            }
        };
    }

    private static OwnSwitch settlesOnAccept(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            boolean arrived(Change change, Attempt attempt) {
                return true;
            }
        };
    }

    private static OwnSwitch settlesWithAnother(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            public Progress reconcile(Change change, Attempt attempt) {
                return Progress.settled(change.from(), "it serves");
            }
        };
    }

    private static OwnSwitch writesWhenSettled(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress settled(Change change, Attempt attempt) {
                if (attempt.memo().isEmpty()) {
                    write(change, attempt);
                }
                return super.settled(change, attempt);
            }
        };
    }

    private static OwnSwitch remembersTooMuch(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress underWay(Change change, Attempt attempt) {
                Memo more = attempt.memo().with("look " + attempt.now(), "x".repeat(2_000));
                return Progress.pending("on its way", 0.5, more, Duration.ofSeconds(5));
            }
        };
    }

    private static OwnSwitch remembersThePassword(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress underWay(Change change, Attempt attempt) {
                return Progress.pending("on its way", 0.5, Memo.of("as", table.password()), Duration.ofSeconds(5));
            }
        };
    }

    private static OwnSwitch looksTooSeldom(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress underWay(Change change, Attempt attempt) {
                return Progress.pending("on its way", 0.5, Memo.empty(), Duration.ofSeconds(61));
            }
        };
    }

    private static OwnSwitch failsInPassing(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            public Progress reconcile(Change change, Attempt attempt) {
                try {
                    return super.reconcile(change, attempt);
                } catch (TargetException e) {
                    return Progress.failed(FailureKind.ENVIRONMENT, e.toString());
                }
            }
        };
    }

    /** Believes its memo and not the table. */
    private static OwnSwitch writesBlindly(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            public Progress reconcile(Change change, Attempt attempt) {
                return attempt.memo().isEmpty() ? set(change, attempt) : super.reconcile(change, attempt);
            }
        };
    }

    /** Remembers in a field what only the journal outlives. */
    private static OwnSwitch remembersInAField(SwitchTable table) {
        return new OwnSwitch(table) {
            private boolean set;

            @Override
            public Progress reconcile(Change change, Attempt attempt) {
                if (!set) {
                    set = true;
                    return set(change, attempt);
                }
                return super.reconcile(change, attempt);
            }
        };
    }

    private static OwnSwitch fightsOthers(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress another(String set, Change change, Attempt attempt) {
                return set(change, attempt);
            }
        };
    }

    private static OwnSwitch reportsAnotherAsItsOwnFault(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress another(String set, Change change, Attempt attempt) {
                return Progress.failed(FailureKind.VERSION, "it serves " + set);
            }
        };
    }

    private static OwnSwitch goesOneWayOnly(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress set(Change change, Attempt attempt) {
                boolean backwards = change.takesBack().isPresent();
                return backwards ? Progress.failed(FailureKind.ENVIRONMENT, "one way") : super.set(change, attempt);
            }
        };
    }

    private static OwnSwitch throwsWhatComesWhenItWrites(SwitchTable table) {
        return new OwnSwitch(table) {
            @Override
            Progress set(Change change, Attempt attempt) {
                try {
                    return super.set(change, attempt);
                } catch (TargetException e) {
                    throw new IllegalStateException("the switch is away", e);
                }
            }
        };
    }
}
