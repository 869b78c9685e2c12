package dev.rollback.testkit;

import dev.rollback.run.RunEvent;
import dev.rollback.target.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers the changes of the run, and a figure of each from before a write to after it. */
abstract class AroundWrites<F> implements Invariant.Watch {
    private final Stage stage;
    private final List<Change> changes = new ArrayList<>();
    private List<Change> concerned = List.of();
    private List<F> before = List.of();

    AroundWrites(Stage stage) {
        this.stage = stage;
    }

    abstract F figure(Truth truth, Change change);

    abstract Optional<String> compare(Change change, F before, F after);

    @Override
    public Optional<String> journaled(List<RunEvent> events) {
        for (RunEvent event : events) {
            if (event instanceof RunEvent.ChangePlanned planned) {
                add(planned.change());
            }
        }
        return Optional.empty();
    }

    /** What is taken back, because the plan says so, goes to what was found; what it took back holds no more. */
    private void add(Change change) {
        changes.removeIf(done -> change.takesBack().equals(Optional.of(done.id())));
        changes.add(change);
    }

    List<Change> changes() {
        return changes;
    }

    @Override
    public Optional<String> before(Call call) {
        if (call.isWrite()) {
            concerned = changes.stream()
                    .filter(change -> Truth.isOfItsService(call, change.target()))
                    .toList();
            before = figures();
        }
        return Optional.empty();
    }

    Truth truth() {
        return new Truth(stage.world());
    }

    private List<F> figures() {
        Truth truth = truth();
        return concerned.stream().map(change -> figure(truth, change)).toList();
    }

    @Override
    public Optional<String> after(Call call) {
        if (!call.isWrite()) {
            return Optional.empty();
        }
        List<F> after = figures();
        for (int i = 0; i < concerned.size(); i++) {
            Optional<String> wrong = compare(concerned.get(i), before.get(i), after.get(i));
            if (wrong.isPresent()) {
                return wrong.map(what -> call.operation() + " " + call.subject() + " " + what);
            }
        }
        return Optional.empty();
    }
}
