package dev.rollback;

import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import dev.rollback.target.Target;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** A target of which a test says what it answers. Unless told otherwise it was at {@code good} for a month, is at {@code bad}, and goes where it shall at once. */
class Lever implements Target {

    static final Instant DEPLOYED = HandTime.NOON.minus(Duration.ofMinutes(30));
    static final Version GOOD = live("good", DEPLOYED.minus(Duration.ofDays(30)), DEPLOYED);
    static final Version BAD = Version.of("bad", "bad", Tenure.since(DEPLOYED, "test"));

    final String name;
    final List<String> calls = new ArrayList<>();
    String scope = "eu-west-1/123456789012";
    Version serving = BAD;
    Function<Look, Version> current = look -> serving;

    /** What it answers for a time, if that is not what its history says. */
    Optional<Version> then = Optional.empty();

    Function<Look, Stream<Version>> history = look -> Stream.of(BAD, GOOD);
    BiFunction<Change, Look, Assessment> check = (change, look) ->
            Assessment.expecting(Duration.ofMinutes(1), Duration.ofMinutes(2)).build();
    BiFunction<Change, Attempt, Progress> reconcile = this::go;

    Lever(String name) {
        this.name = name;
    }

    /** A version whose id is its content. */
    static Version live(String id, Instant from, Instant to) {
        return Version.of(id, id, Tenure.between(from, to, "test"));
    }

    /** Takes the step that is wanted and is done. */
    final Progress go(Change change, Attempt attempt) {
        serving = change.to();
        return Progress.settled(change.to(), "pulled");
    }

    /** Answers these in turn, then goes. */
    final Lever first(List<Progress> answers) {
        List<Progress> left = new ArrayList<>(answers);
        reconcile = (change, attempt) -> left.isEmpty() ? go(change, attempt) : left.remove(0);
        return this;
    }

    final long reconciled() {
        return calls.stream().filter("reconcile"::equals).count();
    }

    @Override
    public TargetId id() {
        return new TargetId("lever", scope, name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Version> versionAt(Instant at, Look look) {
        return then.or(() -> Target.super.versionAt(at, look));
    }

    @Override
    public Version current(Look look) {
        calls.add("current");
        return current.apply(look);
    }

    @Override
    public Stream<Version> history(Look look) {
        calls.add("history");
        return history.apply(look);
    }

    @Override
    public Assessment check(Change change, Look look) {
        calls.add("check");
        return check.apply(change, look);
    }

    @Override
    public Progress reconcile(Change change, Attempt attempt) {
        calls.add("reconcile");
        return reconcile.apply(change, attempt);
    }
}
