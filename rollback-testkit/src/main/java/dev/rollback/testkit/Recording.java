package dev.rollback.testkit;

import static java.util.Objects.requireNonNull;

import dev.rollback.RollbackPlan;
import dev.rollback.journal.Journal;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.Change;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A run that took place, from its journal, to be replayed as a rehearsal: the regression test of an incident.
 *
 * <pre>{@code
 * Recording recording = Recording.of(FileJournal.in(folder), RunId.of("20260302-090002-9ab5225b"));
 * Rehearsed again = recording.rehearsal(world -> Checkout.plan(AwsTargets.using(world::client))).run();
 * }</pre>
 *
 * <p>The world of the replay holds what the run found: of each change the version that it went to and, on top, the one that it came from, since when they
 * served. The steps then meet what they met, each at the same place as far as events tell: calls that failed a step or held it up, deployments that AWS ended,
 * somebody else's change, how long a service took, what web addresses answered to probes. A call that failed and was tried again at once left no event, and
 * changed nothing. What cannot be replayed is among {@link #left()}.
 *
 * <p>Immutable. It holds no clients and needs no AWS.
 */
public final class Recording {
    private final Tape tape;

    private Recording(Tape tape) {
        this.tape = tape;
    }

    /**
     * The recording of a run that a journal holds, be it ended, carried on after a crash, or cut off.
     *
     * @throws dev.rollback.journal.JournalException when the journal has no such run, or cannot read it
     */
    public static Recording of(Journal journal, RunId run) {
        return of(journal.read(run));
    }

    /**
     * The recording of a run.
     *
     * @param events all of its events, in order
     * @throws IllegalArgumentException when they do not begin with the start of a run
     */
    public static Recording of(List<RunEvent> events) {
        return new Recording(Tape.of(events));
    }

    /** A rehearsal in which the run takes place again: {@link #scene} in a world as {@link #world} has it, with the same blockers overridden. */
    public Rehearsal rehearsal(Function<FakeAws, RollbackPlan> plan) {
        Rehearsal rehearsal =
                Rehearsal.of(this::scene, requireNonNull(plan, "plan")).world(this::world);
        for (Map.Entry<String, String> one : tape.overridden.entrySet()) {
            rehearsal = rehearsal.overriding(one.getKey(), one.getValue());
        }
        return rehearsal;
    }

    /** Gives a world the region and account of the run's targets, and lets it begin when the run did. */
    public void world(FakeAws.Builder builder) {
        places().stream()
                .findFirst()
                .map(place -> place.split("/", 2))
                .ifPresent(place -> builder.region(place[0]).account(place[1]));
        builder.startingAt(tape.start);
    }

    private Set<String> places() {
        Set<String> places = new LinkedHashSet<>();
        tape.steps.forEach(step -> {
            Change change = step.change;
            if (change != null && change.target().scope().matches("[a-z0-9-]+/\\d{12}")) {
                places.add(change.target().scope());
            }
        });
        return places;
    }

    /**
     * Sets the scene: what the run found, and what it will meet. In a world that begins at another time than the run all of it is as much later. Followed to its end only in a {@link Rehearsal}.
     *
     * @throws IllegalStateException when the world is in another region or account than the run's targets
     */
    public void scene(FakeAws world) {
        String here = world.account().region() + "/" + world.account().id();
        if (!places().isEmpty() && !places().contains(here)) {
            throw new IllegalStateException(
                    "A recording was replayed in a world that is " + here + ": expected " + places()
                            + ", where the targets of the run are. Add world(recording::world) to the rehearsal, or"
                            + " take recording.rehearsal(plan).");
        }
        play(world, left -> {});
    }

    private void play(FakeAws world, Consumer<String> left) {
        String here = world.account().region() + "/" + world.account().id();
        Replay replay = new Replay(world, tape.steps);
        for (RecordedStep step : tape.steps) {
            Change change = step.change;
            if (change != null && change.target().scope().equals(here)) {
                target(world, replay, step, change, left);
            } else if (change != null) {
                left.accept(step.name() + " changes " + change.target() + ", which is not where the replay is, in "
                        + here + ".");
            }
        }
        new RecordedOutside(tape.steps, left).in(world, replay);
    }

    private void target(FakeAws world, Replay replay, RecordedStep step, Change change, Consumer<String> left) {
        if (!SceneOfCheckpoint.KINDS.contains(change.target().kind())) {
            left.accept(step.name() + " changes " + change.target()
                    + ", of a kind that is not faked: set it up in the scene.");
            return;
        }
        new RecordedTarget(step, change, tape.start, left).in(world);
        new RecordedTrouble(step, change, tape.start).in(world, replay).ifPresent(what -> left.accept(what + "."));
    }

    /**
     * What the replay leaves out, a line each: what the journal does not tell, and is taken for something plain; what people did; when nobody drove the run. Empty when nothing
     * is left out.
     */
    public List<String> left() {
        Set<String> left = new LinkedHashSet<>(tape.left);
        FakeAws.Builder builder = FakeAws.builder();
        world(builder);
        play(builder.build(), left::add);
        return List.copyOf(left);
    }
}
