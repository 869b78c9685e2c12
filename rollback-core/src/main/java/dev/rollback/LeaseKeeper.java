package dev.rollback;

import dev.rollback.lease.Acquisition;
import dev.rollback.lease.Lease;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.lease.Leases;
import dev.rollback.lease.Renewal;
import dev.rollback.run.Command;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunState;
import dev.rollback.run.SelectiveVisitor;
import dev.rollback.run.Signal;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.time.EngineTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the leases of one run: renews them, asks for those that it lacks, and lets each go once its target is done with. Says of a call whether it may be made: what is under way
 * while the leases are away goes on, nothing new begins without its lease, and what another run took is not touched any more. On the loop.
 */
final class LeaseKeeper {

    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

    private final Parts parts;
    private final LeaseOwner owner;
    private final RunState state;
    private final BooleanSupplier driven;
    private final LeaseDesk desk;
    private final Map<TargetId, Hold> holds = new TreeMap<>();
    private boolean away;
    private boolean handing;
    private boolean renewing;
    private long round;

    /** Whether the store has not answered yet which of those that it lacks it gets. */
    private boolean isFirstOpen;

    private Runnable asked = () -> {};

    LeaseKeeper(Parts parts, Leased leased, RunState state, BooleanSupplier driven) {
        this.parts = parts;
        this.owner = leased.owner();
        this.state = state;
        this.driven = driven;
        this.desk = new LeaseDesk(parts);
        leased.held().forEach((target, lease) -> holds.put(target, new Hold(lease, "")));
        leased.wanted().forEach((target, why) -> holds.put(target, new Hold(null, why)));
    }

    /** Where the lease of one target stands. */
    private static final class Hold {
        private @Nullable Lease lease;
        private String why;
        private @Nullable String lost;
        private boolean begun;
        private boolean again;
        private int open;

        Hold(@Nullable Lease lease, String why) {
            this.lease = lease;
            this.why = why;
        }

        void has(Lease granted) {
            lease = granted;
            again = false;
            why = "";
        }

        void lacks(String because) {
            lease = null;
            why = because;
        }
    }

    /**
     * Begins to renew, once all events of the past are folded and the run is this engine's.
     *
     * @param ready told once it is known which of those that it lacks it gets
     */
    void begin(Runnable ready) {
        state.steps()
                .forEach(step -> step.change()
                        .map(Change::target)
                        .map(holds::get)
                        .ifPresent(hold -> {
                            hold.open += step.phase().isOver() ? 0 : 1;
                            hold.begun |=
                                    step.started().isPresent() && !step.phase().isOver();
                        }));
        if (holds.values().stream().anyMatch(hold -> hold.lease == null)) {
            asked = ready;
            isFirstOpen = true;
            renew();
            return;
        }
        if (!holds.isEmpty()) {
            later();
        }
        ready.run();
    }

    /** At the usual time, unless it is done before that. */
    private void later() {
        long mine = ++round;
        parts.time().postAt(parts.time().instant().plus(parts.leases().renewEvery()), () -> {
            if (mine == round) {
                renew();
            }
        });
    }

    /** What is to be answered instead of making a call; empty if it may be made. */
    Optional<Signal> insteadOf(Command.Reconcile command) {
        Hold hold = hold(command.step());
        if (hold == null) {
            return Optional.empty();
        }
        if (hold.lost != null) {
            return Optional.of(conflict(command, hold.lost));
        }
        boolean has = hold.lease != null && !hold.lease.isOver(parts.time().instant());
        if (has || (away && hold.begun)) {
            hold.begun = true;
            return Optional.empty();
        }
        boolean wasTaken = hold.lease == null && hold.begun && !hold.again && !isFirstOpen;
        return Optional.of(wasTaken ? conflict(command, hold.why) : waits(command, hold));
    }

    private @Nullable Hold hold(int step) {
        return state.step(step).change().map(Change::target).map(holds::get).orElse(null);
    }

    private static Signal conflict(Command.Reconcile command, String why) {
        return new Signal.Answered(
                command.step(),
                command.generation(),
                Progress.failed(FailureKind.CONFLICT, "the target was taken from this run: " + why));
    }

    private Signal waits(Command.Reconcile command, Hold hold) {
        if (hold.lease != null || hold.again) {
            renew();
        }
        String why = hold.lease == null ? hold.why : "its lease is over and has to be renewed";
        return new Signal.CallFailed(
                command.step(), command.generation(), TargetException.Kind.TRANSIENT, "waits for its turn: " + why);
    }

    /** Lets go of what these events end. */
    void follow(List<RunEvent> events) {
        if (!holds.isEmpty()) {
            events.forEach(event -> event.accept(new Ends()));
        }
    }

    /**
     * Keeps those that are needed to put the run back until what does so takes them up, and lets the others go. Whoever puts it back is the same to the store, so what
     * this run lacks or loses from now on it does not ask for.
     */
    void handOver(Set<TargetId> needed) {
        handing = true;
        letGo(holds.keySet().stream().filter(target -> !needed.contains(target)).toList());
        holds.values().removeIf(hold -> hold.lease == null);
        holds.values().forEach(hold -> hold.begun = true);
    }

    /** What puts the run back has taken them up. */
    void handedOver() {
        holds.clear();
    }

    private final class Ends extends SelectiveVisitor<Boolean> {
        @Override
        protected Boolean otherwise(RunEvent event) {
            return false;
        }

        @Override
        public Boolean stepSettled(RunEvent.StepSettled event) {
            return over(event.step());
        }

        @Override
        public Boolean stepSkipped(RunEvent.StepSkipped event) {
            return over(event.step());
        }

        @Override
        public Boolean stepStands(RunEvent.StepStands event) {
            return over(event.step());
        }

        @Override
        public Boolean runEnded(RunEvent.RunEnded event) {
            letGo(new ArrayList<>(holds.keySet()));
            return true;
        }
    }

    /** What may have to be put back is kept to the end. */
    private boolean over(int step) {
        boolean kept = state.outline().onFailure() == FailurePolicy.RESTORE
                && state.outline().undoes().isEmpty();
        Hold hold = kept ? null : hold(step);
        if (hold != null && --hold.open == 0) {
            state.step(step).change().map(Change::target).ifPresent(target -> letGo(List.of(target)));
        }
        return hold != null;
    }

    private void letGo(List<TargetId> targets) {
        List<Lease> leases = new ArrayList<>();
        for (TargetId target : targets) {
            Hold hold = holds.remove(target);
            if (hold != null && hold.lease != null) {
                leases.add(hold.lease);
            }
        }
        desk.release(leases);
    }

    /** Lets go of all that is left, on the calling thread; the loop has ended. */
    void close() {
        for (Hold hold : holds.values()) {
            try {
                if (hold.lease != null) {
                    parts.leases().release(hold.lease);
                }
            } catch (RuntimeException e) {
                log.warn("The leases in {} are away", parts.leases().describe(), e);
            }
        }
        holds.clear();
    }

    private void renew() {
        if (renewing || holds.isEmpty() || !driven.getAsBoolean()) {
            return;
        }
        renewing = true;
        Map<TargetId, Optional<Lease>> all = new TreeMap<>();
        holds.forEach((target, hold) -> {
            if (hold.lost == null) {
                all.put(target, Optional.ofNullable(hold.lease));
            }
        });
        parts.time().call(parts.leases().renewEvery(), () -> askedAll(all), new EngineTime.Answer<Answers>() {
            @Override
            public void done(Answers answers) {
                renewed(answers);
            }

            @Override
            public void failed(Throwable failure) {
                renewed(new Answers(new TreeMap<>(), new TreeMap<>(), failure));
            }
        });
    }

    /** What the store said; beside the loop. */
    private record Answers(
            Map<TargetId, Renewal> renewals,
            Map<TargetId, Acquisition> acquisitions,
            @Nullable Throwable away) {}

    private Answers askedAll(Map<TargetId, Optional<Lease>> asked) {
        Leases leases = parts.leases();
        Map<TargetId, Renewal> renewals = new TreeMap<>();
        Map<TargetId, Acquisition> acquisitions = new TreeMap<>();
        Instant now = parts.time().instant();
        try {
            asked.forEach((target, lease) -> {
                if (lease.isPresent()) {
                    renewals.put(target, leases.renew(lease.get(), now));
                } else {
                    acquisitions.put(target, leases.acquire(target, owner, now));
                }
            });
            return new Answers(renewals, acquisitions, null);
        } catch (RuntimeException e) {
            return new Answers(renewals, acquisitions, e);
        }
    }

    private void renewed(Answers answers) {
        renewing = false;
        isFirstOpen = false;
        if (answers.away() != null && !away) {
            log.warn(
                    "The leases in {} are away: what is under way goes on, nothing new begins",
                    parts.leases().describe(),
                    answers.away());
        }
        away = answers.away() != null;
        answers.renewals()
                .forEach((target, renewal) -> with(target, hold -> renewal.accept(new Renewed(target, hold))));
        answers.acquisitions()
                .forEach((target, answer) -> with(
                        target,
                        hold -> answer.lease().ifPresentOrElse(hold::has, () -> hold.lacks(LeaseWords.of(answer)))));
        if (!holds.isEmpty() && driven.getAsBoolean()) {
            later();
        }
        asked.run();
        asked = () -> {};
    }

    private void with(TargetId target, Consumer<Hold> then) {
        Hold hold = holds.get(target);
        if (hold != null) {
            then.accept(hold);
        }
    }

    /** What a renewal means for a target. */
    private final class Renewed implements Renewal.Visitor<Boolean> {
        private final TargetId target;
        private final Hold hold;

        Renewed(TargetId target, Hold hold) {
            this.target = target;
            this.hold = hold;
        }

        @Override
        public Boolean renewed(Renewal.Renewed renewed) {
            hold.has(renewed.renewed());
            return true;
        }

        /** Between two steps only: what is under way is finished first. */
        @Override
        public Boolean giveWay(Renewal.GiveWay giveWay) {
            hold.has(giveWay.renewed());
            if (!hold.begun) {
                log.info(
                        "Run {} gives {} up to {}",
                        owner.run(),
                        target,
                        giveWay.asked().describe());
                desk.release(List.of(giveWay.renewed()));
                hold.lacks("it was given up to " + giveWay.asked().describe());
            }
            return true;
        }

        @Override
        public Boolean lost(Renewal.Lost lost) {
            hold.lacks(lost.describe());
            hold.again = isByAnotherBegin(lost);
            hold.lost = hold.begun && !hold.again ? lost.describe() : null;
            log.warn("Run {} has lost {}. {}", owner.run(), target, lost.describe());
            return false;
        }

        /** Two that take one run back at the same moment begin under the same name; the journal lets one of them. Later it is somebody who carries this run on. */
        private boolean isByAnotherBegin(Renewal.Lost lost) {
            Instant begun = state.startedAt().plus(parts.leases().lasts());
            return !handing
                    && state.outline().undoes().isPresent()
                    && parts.time().instant().isBefore(begun)
                    && lost.by() != null
                    && lost.by().run().equals(owner.run());
        }
    }
}
