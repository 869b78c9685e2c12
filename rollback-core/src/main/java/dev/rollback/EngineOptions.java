package dev.rollback;

import dev.rollback.journal.Journal;
import dev.rollback.lease.Leases;
import dev.rollback.notify.Notifier;
import dev.rollback.target.Http;
import dev.rollback.target.Processes;
import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an engine can be told. Nothing of it is required, and saying a thing twice is refused. Not thread-safe. */
public final class EngineOptions {
    private static final Duration CALL = Duration.ofSeconds(60);
    private static final Duration PREVIEW = Duration.ofSeconds(20);

    final List<RunListener> listeners = new ArrayList<>();
    final List<Told> notifiers = new ArrayList<>();
    final List<ApprovalDesk> desks = new ArrayList<>();
    private @Nullable Duration callTimeout;
    private @Nullable Duration previewWithin;

    @Nullable
    EngineTime time;

    @Nullable
    Http http;

    @Nullable
    Processes processes;

    @Nullable
    Leases leases;

    private @Nullable String who;

    private @Nullable Long seed;

    EngineOptions() {}

    /** Tells this listener what happens. Any number may be told. */
    public EngineOptions listener(RunListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Tells this notifier of every run and of all that it is about, how far it is every 5 minutes; as {@link #notifier(Notifier, Consumer)} with options. */
    public EngineOptions notifier(Notifier notifier) {
        return notifier(notifier, options -> {});
    }

    /**
     * Tells this notifier of runs: that one began, waits for approval, how far it is, how it ended. Any number may be told, several times the same kind as well. It is told beside the run and changes
     * nothing about it: one message of a run after the other, each tried up to 10 times in about 5 minutes (15 while it says that it is asked too often), 10 seconds a try; what is newer takes the place of
     * what could not be sent. What became of each message is kept with the run, see {@link Run#messages()}, so a run that is resumed sends what was not sent, and repeats nothing else. {@link
     * RollbackEngine#close()} waits for up to 10 seconds for what is not sent yet.
     *
     * @throws IllegalArgumentException when an option is said twice or is out of its bounds
     */
    public EngineOptions notifier(Notifier notifier, Consumer<NotifierOptions> options) {
        NotifierOptions said = new NotifierOptions();
        options.accept(said);
        notifiers.add(new Told(notifier, said));
        return this;
    }

    /** A notifier, and what it is told. */
    record Told(Notifier notifier, NotifierOptions said) {}

    /** Lets this desk ask people when a step begins to wait for their approval. There may be any number. */
    public EngineOptions approvals(ApprovalDesk desk) {
        desks.add(desk);
        return this;
    }

    /** How long one call of a target, probe or action may take before it is given up and its outcome unknown; 60 seconds by default. */
    public EngineOptions callTimeout(Duration limit) {
        once(callTimeout, "callTimeout");
        callTimeout = checked("callTimeout", limit);
        return this;
    }

    /** How long a preview may take; 20 seconds by default. */
    public EngineOptions previewWithin(Duration limit) {
        once(previewWithin, "previewWithin");
        previewWithin = checked("previewWithin", limit);
        return this;
    }

    /** How it knows and spends time; the system's clock and threads by default. Closed with the engine. */
    public EngineOptions time(EngineTime other) {
        once(time, "time");
        time = other;
        return this;
    }

    /** How it makes HTTP requests for probes; the JDK's client by default. */
    public EngineOptions http(Http other) {
        once(http, "http");
        http = other;
        return this;
    }

    /** How it runs processes for probes and actions; the operating system's by default. */
    public EngineOptions processes(Processes other) {
        once(processes, "processes");
        processes = other;
        return this;
    }

    /** Where it says which targets its runs change, so that no two do at once; beside the journal by default, see {@link Journal#leases()}. Stays the caller's to close. */
    public EngineOptions leases(Leases other) {
        once(leases, "leases");
        leases = other;
        return this;
    }

    /** In whose name its runs are, for others who want to change the same targets; the user of the machine by default. */
    public EngineOptions who(String name) {
        once(who, "who");
        if (name.isBlank()) {
            throw new IllegalArgumentException("who(\"" + name
                    + "\") names nobody: say whom others may ask, or leave it out for the user of the machine.");
        }
        who = name;
        return this;
    }

    String who() {
        return who == null ? System.getProperty("user.name", "somebody") : who;
    }

    /** The seed of its run ids and of the jitter between tries; different for each engine by default. */
    public EngineOptions seed(long other) {
        once(seed, "seed");
        seed = other;
        return this;
    }

    long seed() {
        return seed == null ? UUID.randomUUID().getMostSignificantBits() : seed;
    }

    Parts.Limits limits() {
        return new Parts.Limits(
                callTimeout == null ? CALL : callTimeout, previewWithin == null ? PREVIEW : previewWithin);
    }

    private static void once(@Nullable Object before, String option) {
        if (before != null) {
            throw new IllegalArgumentException("The option " + option + " is said twice: say it once.");
        }
    }

    private static Duration checked(String option, Duration value) {
        Optional<String> fault = Spans.fault(option, value);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get() + "; leave it out for the default.");
        }
        return value;
    }
}
