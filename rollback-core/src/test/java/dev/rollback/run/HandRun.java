package dev.rollback.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import dev.rollback.target.Change;
import dev.rollback.target.Position;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Drives the heart by hand: a clock that is set, answers that are scripted, and everything that happened as lines of text. */
final class HandRun {

    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final int TOO_MANY_TURNS = 100_000;

    /** What a probe sees at a second; null while it gives no answer. */
    @FunctionalInterface
    interface Look {
        @Nullable
        Health at(long second);
    }

    private final PlanSketch plan;
    private final Map<String, Answers.Script> scripts = new LinkedHashMap<>();
    private final Map<String, Look> health = new LinkedHashMap<>();
    private final Set<String> unlocated = new TreeSet<>();
    private final Map<String, Position> positions = new LinkedHashMap<>();
    private final Map<Long, Signal> cancels = new LinkedHashMap<>();
    private final Map<Long, Signal> planned = new LinkedHashMap<>();
    private final List<RunEvent> events = new ArrayList<>();
    private final Set<Integer> turnEnds = new TreeSet<>();
    private final List<Command> commands = new ArrayList<>();
    private final Map<Integer, Command> underWay = new LinkedHashMap<>();
    private RunState state;
    private Instant now = START;
    private @Nullable Instant wake = START;
    private int turns;
    private int keptCount;

    HandRun(PlanSketch plan) {
        this.plan = plan;
        RunEvent.RunStarted started = new RunEvent.RunStarted(START, new RunId("r"), plan.outline());
        state = RunState.of(started);
        events.add(started);
        keptCount = 1;
        for (int i = 0; i < plan.steps.size(); i++) {
            if (plan.steps.get(i).isPlanned()) {
                apply(new RunEvent.ChangePlanned(START, i, change(plan.steps.get(i))));
            }
        }
    }

    static HandRun of(PlanSketch.Step... steps) {
        return new HandRun(PlanSketch.plan(steps));
    }

    private static Change change(PlanSketch.Step step) {
        Version to = Version.of(step.name + ":1", "good", Tenure.unknown("test"));
        Version from = step.isAlreadyThere() ? to : Version.of(step.name + ":2", "bad", Tenure.unknown("test"));
        return new Change(new TargetId("test", "here/1", step.name), from, to, "r-" + step.name);
    }

    private void apply(RunEvent event) {
        state.apply(event);
        events.add(event);
        keptCount++;
    }

    // What the world is like.

    HandRun answers(String step, Answers.Answer... inTurn) {
        return answers(step, Answers.inTurn(inTurn));
    }

    HandRun answers(String step, Answers.Script script) {
        scripts.put(step, script);
        return this;
    }

    /** What all probes of a step see, by the second; healthy unless said otherwise. */
    HandRun sees(String step, Look look) {
        health.put(step, look);
        return this;
    }

    /** What all probes of a step see, whenever they look. */
    HandRun sees(String step, Health always) {
        return sees(step, second -> always);
    }

    /** Where the target of a step is found when its step is over; at its old version unless said otherwise. */
    HandRun stands(String step, Position position) {
        positions.put(step, position);
        return this;
    }

    /** Whether the question where its target stands is answered. */
    HandRun locates(String step, boolean answered) {
        if (!answered) {
            unlocated.add(step);
        }
        return this;
    }

    /** Somebody will cancel at that second. */
    HandRun cancelledAt(long second) {
        cancels.put(second, new Signal.Cancel("alice", "wrong service"));
        planned.putAll(cancels);
        return this;
    }

    // What is done.

    /** Lets time pass up to a second of the run. */
    HandRun at(long second) {
        Instant target = START.plusSeconds(second);
        for (Instant next = next(); next != null && !next.isAfter(target); next = next()) {
            turnAt(next);
        }
        turnAt(target);
        return this;
    }

    /** Lets time pass until the run ends. */
    HandRun toEnd() {
        for (Instant next = next(); next != null; next = next()) {
            turnAt(next);
        }
        return this;
    }

    private @Nullable Instant next() {
        Instant next = wake;
        for (long second : planned.keySet()) {
            Instant due = START.plusSeconds(second);
            next = next == null || due.isBefore(next) ? due : next;
        }
        return state.isEnded() || next == null ? null : next.isBefore(now) ? now : next;
    }

    private void turnAt(Instant time) {
        now = time;
        List<Signal> signals = new ArrayList<>();
        planned.entrySet().removeIf(entry -> {
            boolean due = !START.plusSeconds(entry.getKey()).isAfter(now);
            return due && signals.add(entry.getValue());
        });
        turn(signals);
    }

    /** Turns until nobody has anything to answer any more. */
    private void turn(List<Signal> first) {
        List<Signal> signals = first;
        do {
            if (++turns > TOO_MANY_TURNS) {
                throw new AssertionError("no end after " + turns + " turns at second " + second() + ": " + log());
            }
            Decision decision = Decider.decide(state, signals, now);
            events.addAll(decision.events());
            keptCount +=
                    (int) decision.events().stream().filter(RunEvent::isKept).count();
            turnEnds.add(keptCount);
            wake = decision.wake();
            signals = carryOut(decision.commands());
        } while (!signals.isEmpty());
    }

    private List<Signal> carryOut(List<Command> issued) {
        List<Signal> answers = new ArrayList<>();
        for (Command command : issued) {
            commands.add(command);
            Signal answer = answer(command);
            if (answer == null) {
                underWay.put(command.step(), command);
            } else {
                answers.add(answer);
            }
        }
        return answers;
    }

    private @Nullable Signal answer(Command command) {
        Reply reply = new Reply();
        command.accept(reply);
        return reply.signal;
    }

    /** Answers the call under way of a step; it is an old one if the heart does not wait for it any more. */
    HandRun reply(String step, Answers.Answer answer) {
        Command command = underWay.remove(place(step));
        assertThat(command).as("the call under way of " + step).isInstanceOf(Command.Reconcile.class);
        return signal(answer.to((Command.Reconcile) Objects.requireNonNull(command)));
    }

    HandRun signal(Signal signal) {
        turn(List.of(signal));
        return this;
    }

    HandRun cancel() {
        return signal(new Signal.Cancel("alice", "wrong service"));
    }

    /** The same world and plan, taken up again from the first of these events that were kept, some seconds after the last of them. */
    HandRun resumed(int kept, long downtime) {
        HandRun again = new HandRun(plan);
        List<RunEvent> prefix = kept().subList(0, kept);
        again.state = RunState.replay(prefix);
        again.state.resume();
        again.events.clear();
        again.events.addAll(prefix);
        again.now = prefix.get(kept - 1).at().plusSeconds(downtime);
        again.wake = again.now;
        again.scripts.putAll(scripts);
        again.health.putAll(health);
        again.positions.putAll(positions);
        again.planned.putAll(cancels);
        again.cancels.putAll(cancels);
        return again;
    }

    /** The same run, taken up again at once from all that was kept. */
    HandRun resumedNow() {
        List<RunEvent> kept = kept();
        Instant last = kept.get(kept.size() - 1).at();
        return resumed(kept.size(), Duration.between(last, now).toSeconds());
    }

    // What came of it.

    RunState state() {
        return state;
    }

    StepState step(String name) {
        return state.step(place(name));
    }

    StepState.Phase phase(String name) {
        return step(name).phase();
    }

    /** The seconds since the start. */
    long second() {
        return Duration.between(START, now).toSeconds();
    }

    /** The seconds at which the next turn is taken if nothing comes in; -1 for never. */
    long wakesAt() {
        return wake == null ? -1 : Duration.between(START, wake).toSeconds();
    }

    List<RunEvent> kept() {
        return events.stream().filter(RunEvent::isKept).toList();
    }

    /** How many events had been kept at the end of each turn. */
    Set<Integer> turnEnds() {
        return turnEnds;
    }

    /** The commands of one step so far. */
    List<Command> commands(String step) {
        return commands.stream()
                .filter(command -> command.step() == place(step))
                .toList();
    }

    /** What happened, a line each, without the plan: {@code 30 api serving}. */
    List<String> log() {
        return events.stream()
                .map(event -> EventLine.of(event, plan))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    Outcome outcome() {
        return state.outcome().orElseThrow(() -> new AssertionError("the run has not ended: " + log()));
    }

    Verdict verdict() {
        return state.verdict().orElseThrow(() -> new AssertionError("the run has not ended: " + log()));
    }

    /** Where everything stands, a line for each step. */
    List<String> standing() {
        List<String> lines = new ArrayList<>();
        for (StepState step : state.steps()) {
            String position = step.position().map(Enum::name).orElse("-");
            lines.add(plan.steps.get(step.index()).name + " " + step.phase() + " " + position + " " + step.verdicts());
        }
        return lines;
    }

    private int place(String step) {
        for (int i = 0; i < plan.steps.size(); i++) {
            if (plan.steps.get(i).name.equals(step)) {
                return i;
            }
        }
        throw new AssertionError("no step " + step);
    }

    /** What the world answers to a command at once; null while it is under way. */
    private final class Reply implements Command.Visitor {
        private @Nullable Signal signal;

        private String name(Command command) {
            return plan.steps.get(command.step()).name;
        }

        @Override
        public void reconcile(Command.Reconcile command) {
            Answers.Script script = scripts.getOrDefault(name(command), Answers.inTurn(Answers.settled()));
            Answers.Answer answer = script.answer(command, second());
            signal = answer == null ? null : answer.to(command);
        }

        @Override
        public void probe(Command.Probe command) {
            Look look = health.getOrDefault(name(command), second -> Health.healthy("200"));
            Health seen = look.at(second());
            signal = seen == null ? null : new Signal.Probed(command.step(), command.generation(), seen);
        }

        @Override
        public void locate(Command.Locate command) {
            Position position = positions.getOrDefault(name(command), Position.FROM);
            boolean answered = !unlocated.contains(name(command));
            signal = answered ? new Signal.Located(command.step(), command.generation(), position, "looked") : null;
        }
    }
}
