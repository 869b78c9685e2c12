package dev.rollback;

import dev.rollback.notify.Delivery;
import dev.rollback.notify.Message;
import dev.rollback.notify.Occasion;
import dev.rollback.run.ClockEvent;
import dev.rollback.run.Outcome;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunState;
import dev.rollback.run.SelectiveVisitor;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepState;
import dev.rollback.run.Verdict;
import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the notifiers are told of one run: made from its events once they are durable, and handed to an outbox each. What goes wrong here ends the messages, never the run. A run that puts another one
 * back after a failure is part of that one and tells nothing. On the loop.
 */
final class RunMessages {

    private static final Logger log = LoggerFactory.getLogger(RunMessages.class);
    private static final String NOT_MADE = "its messages could not be made";
    private static final Duration TO_READ = Duration.ofSeconds(10);

    private final Couriers couriers;
    private final List<Outbox> outboxes = new ArrayList<>();
    private @Nullable Told told;

    /** What happened before it was known what was told already; null once that is known. */
    private @Nullable List<RunEvent> early;

    private boolean begun;
    private boolean served;

    /** How often it was told that the rollback has not begun in time. */
    private int calls;

    RunMessages(Couriers couriers) {
        this.couriers = couriers;
    }

    /**
     * The run that is told of.
     *
     * @param state folded by whoever drives it
     * @param soFar its report as of now
     * @param driven whether it is driven here
     */
    record Told(RunState state, Supplier<RollbackReport> soFar, BooleanSupplier driven) {}

    /** Begins to tell of a run, with what the journal holds of it already; what was told before is not told again. */
    void begin(Told run, List<RunEvent> past) {
        safely(run.state(), () -> open(run, past));
    }

    private void open(Told run, List<RunEvent> past) {
        RunState state = run.state();
        boolean drill = Drilling.isDrill(state.outline());
        Deliveries deliveries = Deliveries.of(couriers.parts().journal(), state.run(), state.outline());
        for (Courier courier : couriers.all()) {
            if (!state.isPuttingBack() && (!drill || courier.said().wantsDrills())) {
                outboxes.add(new Outbox(couriers, courier, deliveries));
            }
        }
        told = run;
        if (outboxes.isEmpty()) {
            return;
        }
        if (past.isEmpty()) {
            outboxes.forEach(outbox -> outbox.open(List.of()));
        } else {
            early = new ArrayList<>(past);
            read(deliveries);
        }
        outboxes.forEach(outbox -> tick(outbox, 1));
    }

    /** A message that is sent twice does less harm than one that is not sent at all. */
    private void read(Deliveries deliveries) {
        couriers.opened();
        couriers.parts().time().call(TO_READ, deliveries::read, new EngineTime.Answer<List<Delivery>>() {
            @Override
            public void done(List<Delivery> before) {
                open(before);
            }

            @Override
            public void failed(Throwable failure) {
                log.warn("What was told of run {} cannot be read; it is told again", deliveries.run(), failure);
                open(List.of());
            }
        });
    }

    private void open(List<Delivery> before) {
        outboxes.forEach(outbox -> outbox.open(before));
        List<RunEvent> events = early == null ? List.of() : early;
        early = null;
        take(events);
        couriers.settled();
    }

    /** Tells what events come to that are durable. */
    void take(List<RunEvent> events) {
        Told run = told;
        if (run == null || outboxes.isEmpty()) {
            return;
        }
        if (early != null) {
            early.addAll(events);
        } else {
            safely(run.state(), () -> tell(events));
        }
    }

    private void safely(RunState state, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            outboxes.forEach(outbox -> outbox.giveUp(NOT_MADE));
            outboxes.clear();
            log.warn("No more messages are made of run {}, which goes on", state.run(), e);
        }
    }

    private void tell(List<RunEvent> events) {
        Occasions occasions = new Occasions();
        events.forEach(event -> event.accept(occasions));
        occasions.flush();
        outboxes.forEach(Outbox::next);
    }

    private void send(Occasion occasion, BiFunction<MessageMaker, Told, Message> make) {
        for (Outbox outbox : List.copyOf(outboxes)) {
            if (outbox.courier().said().wants(occasion)) {
                send(outbox, make);
            }
        }
    }

    /** What one notifier was told to put into its messages is code of the user's: if that throws, the others are told all the same. */
    private void send(Outbox outbox, BiFunction<MessageMaker, Told, Message> make) {
        Told run = requireTold();
        try {
            outbox.add(make.apply(
                    new MessageMaker(
                            run.state(),
                            outbox.courier().said(),
                            couriers.parts().time().instant()),
                    run));
        } catch (RuntimeException | Error e) {
            outboxes.remove(outbox);
            outbox.giveUp(NOT_MADE);
            log.warn(
                    "{} is told no more of run {}: its messages cannot be made",
                    outbox.courier().name(),
                    run.state().run(),
                    e);
        }
    }

    private Told requireTold() {
        if (told == null) {
            throw new IllegalStateException("Nothing is told before the run has begun.");
        }
        return told;
    }

    /** Tells how far the run is at each multiple of the time that was asked for, from its begin on. */
    private void tick(Outbox outbox, long from) {
        Told run = requireTold();
        if (!outbox.courier().said().wants(Occasion.PROGRESS)) {
            return;
        }
        Instant start = run.state().startedAt();
        Duration every = outbox.courier().said().every();
        Duration since = Duration.between(start, couriers.parts().time().instant());
        long number = Math.max(from, since.dividedBy(every) + 1);
        Instant due = start.plus(every.multipliedBy(number));
        if (!due.isAfter(run.state().deadline())) {
            couriers.parts().time().postAt(due, () -> safely(run.state(), () -> progress(outbox, number)));
        }
    }

    private void progress(Outbox outbox, long number) {
        Told run = requireTold();
        if (run.state().isEnded() || !run.driven().getAsBoolean() || !outboxes.contains(outbox)) {
            return;
        }
        Instant now = couriers.parts().time().instant();
        outbox.add(new MessageMaker(run.state(), outbox.courier().said(), now).progress(number));
        outbox.next();
        tick(outbox, number + 1);
    }

    /** What events are told of, and when all that began together is known. */
    private final class Occasions extends SelectiveVisitor<Boolean> {
        private RunEvent.@Nullable RunEnded ended;

        @Override
        protected Boolean otherwise(RunEvent event) {
            return false;
        }

        @Override
        public Boolean runStarted(RunEvent.RunStarted event) {
            return true;
        }

        @Override
        public Boolean refused(RunEvent.Refused event) {
            begun = true;
            return true;
        }

        /** The first after all changes are planned. */
        private void start() {
            if (!begun) {
                begun = true;
                send(Occasion.STARTED, (maker, run) -> maker.started());
            }
        }

        @Override
        public Boolean stepStarted(RunEvent.StepStarted event) {
            start();
            StepState step = requireTold().state().step(event.step());
            if (step.awaitsApproval()) {
                send(Occasion.APPROVAL_NEEDED, (maker, run) -> maker.approvalNeeded(step, event));
            }
            return true;
        }

        @Override
        public Boolean stepServing(RunEvent.StepServing event) {
            return mayAllServe();
        }

        @Override
        public Boolean stepSettled(RunEvent.StepSettled event) {
            return mayAllServe();
        }

        private boolean mayAllServe() {
            start();
            boolean now = !served && allServe();
            if (now) {
                served = true;
                send(Occasion.PROGRESS, (maker, run) -> maker.allServe());
            }
            return now;
        }

        private boolean allServe() {
            List<StepState> moved = requireTold().state().steps().stream()
                    .filter(step -> step.outline().kind() == StepKind.ROLL_BACK)
                    .toList();
            return !moved.isEmpty() && moved.stream().allMatch(StepState::serves);
        }

        @Override
        public Boolean restoreDue(RunEvent.RestoreDue event) {
            send(Occasion.PROGRESS, (maker, run) -> maker.putsBack(event));
            return true;
        }

        @Override
        public Boolean responseLate(ClockEvent.ResponseLate event) {
            start();
            int call = ++calls;
            send(Occasion.LATE, (maker, run) -> maker.responseLate(event, call));
            return true;
        }

        @Override
        public Boolean recoveryLate(ClockEvent.RecoveryLate event) {
            start();
            send(Occasion.LATE, (maker, run) -> maker.recoveryLate(event));
            return true;
        }

        @Override
        public Boolean glassBroken(PersonEvent.GlassBroken event) {
            start();
            send(Occasion.PROGRESS, (maker, run) -> maker.glassBroken(event));
            return true;
        }

        @Override
        public Boolean runEnded(RunEvent.RunEnded event) {
            ended = event;
            return true;
        }

        void flush() {
            start();
            RunEvent.RunEnded end = ended;
            if (end == null) {
                return;
            }
            boolean done = isDone(end.outcome()) && end.verdict() != Verdict.NOT_HELPED;
            Occasion occasion = done ? Occasion.DONE : Occasion.FAILED;
            send(occasion, (maker, run) -> maker.ended(occasion, run.soFar().get()));
            if (end.outcome() == Outcome.ROLLED_BACK && end.verdict() == Verdict.HELPED) {
                send(
                        Occasion.ALL_CLEAR,
                        (maker, run) -> maker.allClear(run.soFar().get()));
            }
        }

        /** Put back as found is what was wanted only where it was asked for. */
        private boolean isDone(Outcome outcome) {
            boolean asked = requireTold().state().outline().undoes().isPresent();
            return outcome.isSuccess() || (asked && outcome == Outcome.RESTORED);
        }
    }
}
