package dev.rollback;

import static dev.rollback.HandTime.NOON;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.run.StepState.Phase;
import dev.rollback.target.Attempt;
import dev.rollback.target.Batched;
import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Targets of which many can be looked at with one call are looked at together. */
class EngineBatchTest {

    private final Bench bench = new Bench();
    private final Fleet fleet = new Fleet();
    private final List<Member> members = new ArrayList<>();

    /** What the members of a fleet share. */
    private static final class Fleet {
        final List<String> looks = new ArrayList<>();
        int batchSize = 10;
        Function<String, String> key = name -> "fleet";
        Function<List<String>, Map<String, String>> look = names -> {
            Map<String, String> seen = new LinkedHashMap<>();
            names.forEach(name -> seen.put(name, "well"));
            return seen;
        };
    }

    /** Settles at its third look. */
    private static final class Member extends Lever implements Batched<String> {
        private final Fleet fleet;
        private int looks;

        Member(String name, Fleet fleet) {
            super(name);
            this.fleet = fleet;
            this.reconcile = (change, attempt) -> step(change, attempt, "alone");
        }

        private Progress step(Change change, Attempt attempt, String seen) {
            return ++looks < 3 ? Progress.pending(seen, looks / 4.0, Memo.empty(), ofSeconds(7)) : go(change, attempt);
        }

        @Override
        public String batchKey() {
            return fleet.key.apply(name);
        }

        @Override
        public int batchSize() {
            return fleet.batchSize;
        }

        @Override
        public Duration grid() {
            return ofSeconds(5);
        }

        @Override
        public Map<TargetId, String> lookAtAll(List<? extends Batched<String>> targets, Look look) {
            List<String> names = targets.stream().map(Batched::name).toList();
            fleet.looks.add(String.join(" ", names));
            Map<String, String> seen = fleet.look.apply(names);
            Map<TargetId, String> byId = new LinkedHashMap<>();
            targets.stream()
                    .filter(target -> seen.containsKey(target.name()))
                    .forEach(target -> byId.put(target.id(), seen.get(target.name())));
            return byId;
        }

        @Override
        public Progress reconcile(Change change, String seen, Attempt attempt) {
            calls.add("reconcile together");
            if (seen.equals("broken")) {
                throw new IllegalStateException("a fault");
            }
            return step(change, attempt, seen);
        }
    }

    @BeforeEach
    void make() {
        for (int i = 0; i < 5; i++) {
            members.add(new Member("m" + i, fleet));
        }
    }

    private RollbackReport execute() {
        return bench.engine.execute(RollbackPlan.named("fleet")
                .inParallel(group -> members.forEach(group::rollBack))
                .build());
    }

    @Test
    void one_look_does_for_all() {
        RollbackReport report = execute();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(fleet.looks).containsExactly("m0 m1 m2 m3 m4", "m0 m1 m2 m3 m4", "m0 m1 m2 m3 m4");
        assertThat(members).allMatch(member -> member.reconciled() == 0);
        assertThat(report.step("m0").attempts()).isEqualTo(3);
    }

    @Test
    void looks_fall_due_together() {
        execute();

        assertThat(bench.journal.events(RunEvent.StepAdvanced.class))
                .extracting(event -> event.again().getEpochSecond() - NOON.getEpochSecond())
                .containsOnly(10L, 20L);
    }

    @Test
    void no_look_is_for_more_than_one_call_takes() {
        fleet.batchSize = 2;

        execute();

        assertThat(fleet.looks).startsWith("m0 m1", "m2 m3").doesNotContain("m4");
        assertThat(members.get(4).reconciled()).isEqualTo(3);
    }

    @Test
    void a_batch_size_that_is_none_does_for_one() {
        fleet.batchSize = 0;

        assertThat(execute().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(fleet.looks).isEmpty();
    }

    @Test
    void only_targets_of_one_key_are_looked_at_together() {
        fleet.key = name -> name.compareTo("m2") < 0 ? "few" : "many";

        execute();

        assertThat(fleet.looks).startsWith("m0 m1", "m2 m3 m4").hasSize(6);
    }

    @Test
    void a_target_that_cannot_tell_its_key_is_looked_at_alone() {
        fleet.key = name -> {
            if (name.equals("m3")) {
                throw TargetException.of(Kind.CREDENTIALS, "ExpiredToken");
            }
            return "fleet";
        };

        RollbackReport report = execute();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(fleet.looks).containsOnly("m0 m1 m2 m4");
    }

    @Test
    void one_that_fails_over_what_was_seen_does_not_fail_the_others() {
        fleet.look = names -> {
            Map<String, String> seen = new LinkedHashMap<>();
            names.forEach(name -> seen.put(name, name.equals("m1") ? "broken" : "well"));
            return seen;
        };
        members.get(1).reconcile = (change, attempt) -> {
            throw TargetException.of(Kind.DENIED, "AccessDenied");
        };

        RollbackReport report = execute();

        assertThat(report.step("m1").phase()).isEqualTo(Phase.FAILED);
        assertThat(report.step("m1").seen().evidence()).isEqualTo("AccessDenied");
        assertThat(report.step("m0").phase()).isEqualTo(Phase.SETTLED);
        assertThat(report.step("m4").phase()).isEqualTo(Phase.SETTLED);
    }

    @Test
    void one_that_was_not_seen_looks_alone() {
        fleet.look = names -> {
            Map<String, String> seen = new LinkedHashMap<>();
            names.stream().filter(name -> !name.equals("m2")).forEach(name -> seen.put(name, "well"));
            return seen;
        };

        RollbackReport report = execute();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(members.get(2).reconciled()).isEqualTo(3);
    }

    @Test
    void a_look_that_is_refused_for_all_is_made_by_each() {
        fleet.look = names -> {
            throw TargetException.invalid("InvalidParameter: m2");
        };

        RollbackReport report = execute();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(members).allMatch(member -> member.reconciled() == 3);
    }

    @Test
    void a_look_that_fails_in_passing_is_made_again_for_all() {
        int[] looks = {0};
        Function<List<String>, Map<String, String>> well = fleet.look;
        fleet.look = names -> {
            if (++looks[0] == 1) {
                throw TargetException.of(Kind.TRANSIENT, "503");
            }
            return well.apply(names);
        };

        RollbackReport report = execute();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(fleet.looks).hasSize(4);
        assertThat(members).allMatch(member -> member.reconciled() == 0);
    }

    @Test
    void nobody_is_called_alone_after_the_run_was_cancelled() {
        fleet.look = names -> {
            bench.time.spend(ofSeconds(30));
            throw TargetException.invalid("InvalidParameter: m2");
        };
        Run run = bench.engine.start(RollbackPlan.named("fleet")
                .inParallel(group -> members.forEach(group::rollBack))
                .build());
        bench.after(ofSeconds(10), () -> run.cancel("alice", ""));

        RollbackReport report = run.await();

        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(members).allMatch(member -> member.reconciled() == 0);
        assertThat(report.took()).isLessThan(ofMinutes(1));
    }
}
