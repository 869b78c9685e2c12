package dev.rollback.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.run.StepState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans, answers, delays, lost answers, cancellations and crashes as chance would have them: what must hold whatever happens. */
class DeciderTest {

    private static final int SEEDS = 200;
    private static final Duration LONGEST_CALL = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_run_ends_in_time_and_keeps_the_rules(long seed) {
        Life life = new Life(seed);

        life.live();

        assertThat(life.state.isEnded()).as(life::story).isTrue();
        assertThat(life.now)
                .as(life::story)
                .isBeforeOrEqualTo(life.state.deadline().plus(PATIENCE).plus(LONGEST_CALL));
        assertThat(life.state.steps())
                .as(life::story)
                .allMatch(step -> step.phase().isOver());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_run_that_crashes_again_and_again_ends_in_time_and_keeps_the_rules(long seed) {
        Life life = new Life(seed);
        life.crashes = 3;

        life.live();

        assertThat(life.state.isEnded()).as(life::story).isTrue();
        assertThat(RunState.replay(life.kept()).steps())
                .as(life::story)
                .extracting(StepState::phase)
                .isEqualTo(life.state.steps().stream().map(StepState::phase).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_same_seed_lives_the_same_life(long seed) {
        Life first = new Life(seed);
        Life second = new Life(seed);

        first.live();
        second.live();

        assertThat(second.story()).isEqualTo(first.story());
    }

    /** One run in a world of chance. */
    private static final class Life {
        private final long seed;
        private final SplittableRandom random;
        private final ChanceWorld world;
        private final PlanSketch plan;
        private final List<RunEvent> events = new ArrayList<>();
        private final Map<Instant, List<Signal>> coming = new TreeMap<>();
        private RunState state;
        private Instant now = HandRun.START;
        private int crashes;

        Life(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.world = new ChanceWorld(random.split());
            this.plan = new ChancePlan(random.split()).plan();
            HandRun begun = new HandRun(plan);
            this.state = begun.state();
            events.addAll(begun.kept());
            if (random.nextInt(4) == 0) {
                Instant when = now.plusSeconds(random.nextInt(3600));
                coming.put(when, new ArrayList<>(List.of(new Signal.Cancel("alice", "wrong"))));
            }
        }

        void live() {
            for (Instant next = turn(List.of()); next != null; ) {
                List<Signal> signals = List.of();
                Instant first =
                        coming.isEmpty() ? next : coming.keySet().iterator().next();
                now = first.isBefore(next) ? first : next;
                if (coming.containsKey(now)) {
                    signals = coming.remove(now);
                }
                maybeCrash();
                next = turn(signals);
            }
        }

        private void maybeCrash() {
            if (crashes > 0 && random.nextInt(10) == 0) {
                crashes--;
                coming.clear();
                List<RunEvent> kept = kept();
                state = RunState.replay(kept);
                state.resume();
                events.clear();
                events.addAll(kept);
            }
        }

        private @Nullable Instant turn(List<Signal> signals) {
            Map<Integer, Phase> before = new TreeMap<>();
            state.steps().forEach(step -> before.put(step.index(), step.phase()));
            Decision decision = Decider.decide(state, signals, now);
            events.addAll(decision.events());
            decision.commands().forEach(this::send);
            state.steps().stream().filter(StepState::isHeldUp).forEach(this::maybeDecide);
            state.steps().forEach(step -> checkStep(step, before.getOrDefault(step.index(), Phase.WAITING)));
            return decision.wake();
        }

        /** Approvals and refusals from people who approve twice, and overrides that come when nothing waits any more. */
        private void maybeDecide(StepState step) {
            if (random.nextInt(4) == 0) {
                Signal.Decision[] all = Signal.Decision.values();
                Signal.Decision decision = random.nextInt(3) == 0 ? all[random.nextInt(all.length)] : all[0];
                Instant then = now.plusMillis(random.nextLong(LONGEST_CALL.toMillis()));
                coming.computeIfAbsent(then, t -> new ArrayList<>())
                        .add(new Signal.Decided(
                                step.index(), step.round(), decision, "p" + random.nextInt(3), "as chance has it"));
            }
        }

        private void send(Command command) {
            assertThat(state.isEnded()).as(this::story).isFalse();
            if (random.nextInt(40) > 0) {
                Instant then = now.plusMillis(random.nextLong(LONGEST_CALL.toMillis()));
                coming.computeIfAbsent(then, t -> new ArrayList<>()).add(world.answer(command));
            }
        }

        private void checkStep(StepState step, Phase before) {
            boolean begun = before == Phase.WAITING && step.phase() != Phase.WAITING && step.phase() != Phase.SKIPPED;
            if (begun) {
                step.outline
                        .edges()
                        .after()
                        .forEach(i -> assertThat(wasReleased(i)).as(this::story).isTrue());
                step.outline
                        .edges()
                        .afterSettled()
                        .forEach(i -> assertThat(state.step(i).phase())
                                .as(this::story)
                                .isEqualTo(Phase.SETTLED));
            }
            boolean late = before == Phase.STOPPED || before == Phase.TIMED_OUT;
            if (before.isOver() && !(late && step.phase() == Phase.SETTLED)) {
                assertThat(step.phase()).as(this::story).isEqualTo(before);
            }
        }

        /** Whether a step served before, although it may have broken down in the same turn. */
        private boolean wasReleased(int index) {
            return state.step(index).served().isPresent();
        }

        private List<RunEvent> kept() {
            return events.stream().filter(RunEvent::isKept).toList();
        }

        private String story() {
            return "seed " + seed + ": " + plan.outline() + "\n"
                    + String.join(
                            "\n",
                            events.stream()
                                    .map(event -> EventLine.of(event, plan))
                                    .toList());
        }
    }
}
