package dev.rollback.testkit;

import dev.rollback.run.RunEvent;
import dev.rollback.target.Change;
import dev.rollback.target.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/**
 * No write of ours takes from users what serves them: a healthy share of the traffic, or a database before the one that replaces it can be used; and unless others acted,
 * they have no less at the end than when the change was planned, whatever failed in between.
 */
final class WorseWatch extends AroundWrites<OptionalDouble> {
    private static final double SOME = 0.001;
    private static final String PAGE = ".html";

    private final Set<String> tried = new TreeSet<>();
    private final SortedMap<TargetId, Served> atFirst = new TreeMap<>();
    private Instant planned = Instant.EPOCH;
    private boolean othersActed;

    /** A call about the whole bucket failed: which keys could not be brought back because of it is not known here. */
    private boolean untold;

    WorseWatch(Stage stage) {
        super(stage);
    }

    @Override
    OptionalDouble figure(Truth truth, Change change) {
        return truth.served(change.target());
    }

    @Override
    Optional<String> compare(Change change, OptionalDouble before, OptionalDouble after) {
        boolean asked = change.takesBack().isPresent();
        return !asked && before.orElse(0) > after.orElse(0) + SOME
                ? Optional.of("left " + after.orElse(0) + " of the users of " + change.target()
                        + " with what works, it were " + before.getAsDouble() + ".")
                : Optional.empty();
    }

    @Override
    public Optional<String> journaled(List<RunEvent> events) {
        for (RunEvent event : events) {
            if (event instanceof RunEvent.ChangePlanned change) {
                planned = change.at();
                atFirst.computeIfAbsent(change.change().target(), this::served);
            }
        }
        return super.journaled(events);
    }

    /**
     * What users have of a target.
     *
     * @param answered the share of them who get an answer
     * @param well the share of them who get one that works
     */
    private record Served(double answered, double well) {

        boolean isWorseThan(Served other) {
            return answered < other.answered - SOME || well < other.well - SOME;
        }

        @Override
        public String toString() {
            return "an answer for " + answered + " of them, one that works for " + well;
        }
    }

    private Served served(TargetId target) {
        double answered = truth().traffic(target).orElse(Map.of()).values().stream()
                .mapToDouble(share -> share)
                .sum();
        return new Served(answered, truth().well(target));
    }

    @Override
    public Optional<String> interfered(Interference interference) {
        othersActed = true;
        return Optional.empty();
    }

    @Override
    public Optional<String> atEnd(Rehearsed rehearsed) {
        return othersActed
                ? Optional.empty()
                : atFirst.entrySet().stream()
                        .filter(first -> served(first.getKey()).isWorseThan(first.getValue()))
                        .findFirst()
                        .map(first -> "Users of " + first.getKey() + " had " + first.getValue() + ", and are left with "
                                + served(first.getKey()) + ".");
    }

    @Override
    public Optional<String> before(Call call) {
        super.before(call);
        return renamed(call)
                .filter(name -> changes().stream()
                        .anyMatch(change -> change.target().name().equals(name)))
                .filter(name -> !truth().hasUsableBeside(name))
                .map(name -> call.operation() + " takes the name " + name
                        + " from its database, and the one that shall have it cannot be used.");
    }

    private static Optional<String> renamed(Call call) {
        if (call.request() instanceof ModifyDbInstanceRequest instance) {
            return Optional.ofNullable(instance.newDBInstanceIdentifier()).map(name -> instance.dbInstanceIdentifier());
        }
        return call.request() instanceof ModifyDbClusterRequest cluster
                ? Optional.ofNullable(cluster.newDBClusterIdentifier()).map(name -> cluster.dbClusterIdentifier())
                : Optional.empty();
    }

    @Override
    public Optional<String> after(Call call) {
        if (call.failure().isPresent()) {
            tried.addAll(call.names());
            untold |= call.fault().isPresent() && call.names().size() == 1;
        }
        return super.after(call).or(() -> tooEarlyPage(call));
    }

    /** A page leads to all else, so all else is there before it, unless that could not be, or somebody else changed it meanwhile. */
    private Optional<String> tooEarlyPage(Call call) {
        if (!(call.request() instanceof CopyObjectRequest copy)
                || call.failure().isPresent()
                || untold
                || !copy.destinationKey().endsWith(PAGE)) {
            return Optional.empty();
        }
        return changes().stream()
                .flatMap(change -> truth().missing(change.target(), change.to(), planned).stream())
                .filter(key -> !key.endsWith(PAGE) && !tried.contains(key))
                .findFirst()
                .map(key -> call.operation() + " " + call.subject() + " brought a page back before " + key
                        + ", which it may lead to.");
    }
}
