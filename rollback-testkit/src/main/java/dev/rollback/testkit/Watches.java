package dev.rollback.testkit;

import dev.rollback.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All that is watched in one rehearsal. The first time that an invariant does not hold is kept. */
final class Watches {
    private final FakeAws world;
    private final Trace trace;
    private final List<Watched> all = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    Watches(Stage stage, List<Invariant> invariants) {
        this.world = stage.world();
        this.trace = world.clock().trace();
        for (Invariant invariant : invariants) {
            all.add(new Watched(invariant.title(), invariant.watch(stage)));
        }
    }

    private static final class Watched {
        private final String name;
        private final Invariant.Watch watch;
        private boolean broken;

        Watched(String name, Invariant.Watch watch) {
            this.name = name;
            this.watch = watch;
        }
    }

    void before(Call call) {
        look(watch -> watch.before(call));
    }

    void after(Call call) {
        look(watch -> watch.after(call));
    }

    void journaled(List<RunEvent> events) {
        look(watch -> watch.journaled(events));
        world.happened(events);
    }

    void interfered(Interference interference) {
        look(watch -> watch.interfered(interference));
    }

    void atEnd(Rehearsed rehearsed) {
        look(watch -> watch.atEnd(rehearsed));
    }

    private void look(Function<Invariant.Watch, Optional<String>> question) {
        for (Watched watched : all) {
            if (!watched.broken) {
                looked(watched, question).ifPresent(wrong -> broken(watched, wrong));
            }
        }
    }

    /** What throws would otherwise pass for a target that does. */
    private static Optional<String> looked(Watched watched, Function<Invariant.Watch, Optional<String>> question) {
        try {
            return question.apply(watched.watch);
        } catch (RuntimeException e) {
            return Optional.of("it could not be looked at, mend it: " + e);
        }
    }

    private void broken(Watched watched, String wrong) {
        watched.broken = true;
        add(new Violation(watched.name, wrong, trace.size()));
    }

    void add(Violation violation) {
        violations.add(violation);
        trace.add("broken", violation::toString);
    }

    List<Violation> violations() {
        return violations;
    }
}
