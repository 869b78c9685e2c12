package dev.rollback;

import dev.rollback.notify.Delivery;
import dev.rollback.notify.Message;
import dev.rollback.notify.Notifier;
import dev.rollback.notify.Occasion;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What one notifier is to be told of one run: in order, one message at a time, each tried again for a while. What is out of date is left out. Nobody waits for it, and what is thrown here goes nowhere.
 * On the loop.
 */
final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final Duration TRY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int MOST = 20;

    /** What nobody needs to read any more once a run has ended. */
    private static final Set<Occasion> OUT_OF_DATE =
            Collections.unmodifiableSet(EnumSet.of(Occasion.PROGRESS, Occasion.APPROVAL_NEEDED, Occasion.LATE));

    /** So often in a row it may not come back; its threads may be stuck. */
    private static final int HANGS = 3;

    private final Couriers couriers;
    private final Courier courier;
    private final Deliveries deliveries;
    private final Deque<Message> waiting = new ArrayDeque<>();
    private final Set<String> known = new TreeSet<>();
    private boolean held = true;
    private boolean busy;
    private boolean givenUp;
    private boolean failing;
    private int hung;

    /** So many could not be sent and nobody was told so. */
    private int missed;

    private boolean warned;

    Outbox(Couriers couriers, Courier courier, Deliveries deliveries) {
        this.couriers = couriers;
        this.courier = courier;
        this.deliveries = deliveries;
    }

    Courier courier() {
        return courier;
    }

    /** Sends from now on; what met its fate before is not sent again. */
    void open(Collection<Delivery> before) {
        for (Delivery delivery : before) {
            if (delivery.notifier().equals(courier.name())) {
                known.add(delivery.message());
            }
        }
        held = false;
        next();
    }

    /** Takes a message, unless it was taken before. {@link #next()} sends it. */
    void add(Message message) {
        if (givenUp || !known.add(message.id())) {
            return;
        }
        if (message.occasion() == Occasion.PROGRESS) {
            leaveOut(waits -> waits.occasion() == Occasion.PROGRESS);
        } else if (message.occasion().isEnd()) {
            leaveOut(waits -> OUT_OF_DATE.contains(waits.occasion()));
        }
        if (waiting.size() >= MOST) {
            String oldest = waiting.element().id();
            leaveOut(waits -> waits.id().equals(oldest));
        }
        waiting.add(message);
        couriers.opened();
    }

    private void leaveOut(Predicate<Message> which) {
        for (Message message : waiting.stream().filter(which).toList()) {
            waiting.remove(message);
            missed += failing ? 1 : 0;
            settled(message, Delivery.Fate.LEFT_OUT, 0, "something newer came before it could be sent");
        }
    }

    /** Sends what is next, if anything is. */
    void next() {
        if (!busy && !held && !waiting.isEmpty()) {
            busy = true;
            new Tries(waiting.remove()).next();
        }
    }

    /** The tries of one message. */
    private final class Tries implements EngineTime.Answer<Boolean> {
        private final Message message;
        private final Attempts.OfOneCall attempts = couriers.attempts().ofOneCall();
        private final Instant until = now().plus(PATIENCE);
        private final int noted = missed;
        private int number;

        Tries(Message message) {
            this.message = noted == 0 ? message : missing(message);
        }

        void next() {
            number++;
            courier.begin(() -> time().call(TRY, () -> send(message, number), this));
        }

        @Override
        public void done(Boolean sent) {
            courier.ended();
            hung = 0;
            failing = false;
            missed -= noted;
            over(Delivery.Fate.SENT, "");
        }

        @Override
        public void failed(Throwable failure) {
            courier.ended();
            failing = true;
            hung = failure instanceof TimeoutException ? hung + 1 : 0;
            TargetException known = explained(failure);
            Optional<Instant> again = attempts.failed(passing(known)).map(now()::plus);
            if (hung < HANGS && again.filter(until::isAfter).isPresent()) {
                log.debug("{} is tried again at {}: {}", message.id(), again.get(), known.getMessage());
                time().postAt(again.get(), this::next);
            } else {
                missed++;
                over(Delivery.Fate.GIVEN_UP, String.valueOf(known.getMessage()));
            }
        }

        private void over(Delivery.Fate fate, String why) {
            settled(message, fate, number, why);
            if (hung >= HANGS) {
                giveUp(why);
            }
            busy = false;
            Outbox.this.next();
        }
    }

    private Message missing(Message message) {
        String note = missed == 1
                ? "A message before this one was not sent.\n"
                : missed + " messages before this one were not sent.\n";
        return new Message(
                message.head(),
                message.title(),
                note + message.text(),
                message.moves(),
                message.statusUpdate(),
                message.nextAction());
    }

    private boolean send(Message message, int number) {
        MDC.put("run", deliveries.run().value());
        try {
            courier.notifier()
                    .send(
                            message,
                            new Notifier.Try(
                                    number, TRY, couriers.parts().access().http()));
            return true;
        } finally {
            MDC.remove("run");
        }
    }

    /** What nobody expected is told by its kind: its text may hold a secret. */
    private TargetException explained(Throwable failure) {
        if (failure instanceof TargetException known) {
            return known;
        }
        return failure instanceof TimeoutException
                ? TargetException.of(
                        Kind.UNKNOWN_OUTCOME, courier.name() + " gave no answer within " + Texts.duration(TRY) + ".")
                : TargetException.invalid(courier.name() + " threw what no notifier may throw, "
                        + failure.getClass().getName() + ". Mend its code.");
    }

    /** Credentials may be renewed while it is tried again. */
    private static TargetException passing(TargetException failure) {
        return failure.kind() == Kind.CREDENTIALS ? TargetException.of(Kind.TRANSIENT, "credentials") : failure;
    }

    /** Sends nothing more. */
    void giveUp(String why) {
        givenUp = true;
        for (Message message : waiting) {
            settled(message, Delivery.Fate.GIVEN_UP, 0, why);
        }
        waiting.clear();
    }

    private void settled(Message message, Delivery.Fate fate, int tries, String why) {
        if (fate == Delivery.Fate.GIVEN_UP && !warned) {
            warned = true;
            log.warn(
                    "Message {} was not sent after {} tries: {}. Run.messages() tells of others that are not sent",
                    message.id(),
                    tries,
                    why);
        }
        Delivery delivery = new Delivery(now(), courier.name(), message.id(), message.occasion(), fate, tries, why);
        time().call(TRY, () -> kept(delivery), new EngineTime.Answer<Boolean>() {
            @Override
            public void done(Boolean kept) {
                couriers.settled();
            }

            @Override
            public void failed(Throwable failure) {
                couriers.settled();
                log.warn("What became of message {} is not kept: the journal is away", delivery.message(), failure);
            }
        });
    }

    private boolean kept(Delivery delivery) {
        deliveries.append(delivery);
        return true;
    }

    private Instant now() {
        return time().instant();
    }

    private EngineTime time() {
        return couriers.parts().time();
    }
}
