package dev.rollback.aws.ecs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Http;
import dev.rollback.target.Ledger;
import dev.rollback.target.Memo;
import dev.rollback.target.Processes;
import dev.rollback.target.Progress;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import dev.rollback.testkit.FakeAws;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Drives a target on a fake world as an engine would: looks, lets time pass, looks again; repeats what may pass. */
final class Drive implements Attempt {

    private static final int MOST_LOOKS = 2_000;

    final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    final List<Progress> seen = new ArrayList<>();
    final List<TargetException> failures = new ArrayList<>();
    private final List<Runnable> beforeLooks = new ArrayList<>();
    private Memo memo = Memo.empty();
    private Instant plannedAt = world.clock().instant();

    EcsService target() {
        return new EcsService(AwsScope.of(world::client, "eu-west-1", "123456789012"), "prod", "checkout");
    }

    Version current() {
        return target().current(this);
    }

    List<Version> history() {
        try (Stream<Version> history = target().history(this)) {
            return history.toList();
        }
    }

    Version version(String id) {
        return target().version(id, this).orElseThrow();
    }

    /** A change from what is current to a version that is named. */
    Change to(String id) {
        return change(current(), version(id));
    }

    Change change(Version from, Version to) {
        return new Change(target().id(), from, to, "change-1");
    }

    Assessment check(Change change) {
        return target().check(change, this);
    }

    /** The findings of a check, as level and code. */
    List<String> codes(Change change) {
        return check(change).findings().stream()
                .map(finding -> finding.level() + " " + finding.code())
                .toList();
    }

    static String text(Assessment assessment, String code) {
        return assessment.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .map(Finding::toString)
                .collect(joining("\n"));
    }

    /** Something that happens before the next look. */
    void beforeNextLook(Runnable act) {
        beforeLooks.add(act);
    }

    /** The engine has crashed after the last answer, and remembers nothing of it. */
    void forgetMemo() {
        memo = Memo.empty();
    }

    void planNow() {
        plannedAt = world.clock().instant();
    }

    Progress run(EcsService target, Change change) {
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            Duration wait = look(target, change);
            if (wait.isZero()) {
                return seen.get(seen.size() - 1);
            }
            world.clock().advance(wait);
        }
        throw new AssertionError("no end after " + MOST_LOOKS + " looks, the last: " + seen.get(seen.size() - 1));
    }

    Progress run(Change change) {
        return run(target(), change);
    }

    /** Looks for so long and answers what was seen last. */
    Progress runFor(EcsService target, Change change, Duration time) {
        Instant end = now().plus(time);
        while (now().isBefore(end)) {
            Duration wait = look(target, change);
            world.clock().advance(wait.isZero() ? Duration.ofSeconds(1) : wait);
        }
        return seen.get(seen.size() - 1);
    }

    /** Looks once; answers how long to wait, zero at the end. */
    Duration look(EcsService target, Change change) {
        List.copyOf(beforeLooks).forEach(Runnable::run);
        beforeLooks.clear();
        try {
            Progress progress = target.reconcile(change, this);
            seen.add(progress);
            return progress.accept(new Next());
        } catch (TargetException e) {
            failures.add(e);
            if (!e.kind().isPassing()) {
                throw e;
            }
            return Duration.ofSeconds(2);
        }
    }

    static Progress.Settled settled(Progress progress) {
        assertThat(progress).isInstanceOf(Progress.Settled.class);
        return (Progress.Settled) progress;
    }

    static Progress.Failed failed(Progress progress) {
        assertThat(progress).isInstanceOf(Progress.Failed.class);
        return (Progress.Failed) progress;
    }

    static Version serving(Progress.Settled end) {
        return Objects.requireNonNull(end.serving());
    }

    List<String> writes() {
        return world.calls().writes().operations();
    }

    private final class Next implements Progress.Visitor<Duration> {
        @Override
        public Duration pending(Progress.Pending progress) {
            memo = progress.memo();
            return progress.again();
        }

        @Override
        public Duration serving(Progress.Serving progress) {
            memo = progress.memo();
            return progress.again();
        }

        @Override
        public Duration settled(Progress.Settled progress) {
            return Duration.ZERO;
        }

        @Override
        public Duration gate(Progress.Gate progress) {
            memo = progress.memo();
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration failed(Progress.Failed progress) {
            return Duration.ZERO;
        }
    }

    @Override
    public Instant now() {
        return world.clock().instant();
    }

    @Override
    public Instant deadline() {
        return now().plusSeconds(30);
    }

    @Override
    public <T> T read(RemoteCall call, Supplier<T> body) {
        return body.get();
    }

    @Override
    public <T> T write(RemoteCall call, Supplier<T> body) {
        return body.get();
    }

    @Override
    public Http http() {
        return world.http();
    }

    @Override
    public Processes processes() {
        return world.processes();
    }

    @Override
    public Memo memo() {
        return memo;
    }

    @Override
    public Instant plannedAt() {
        return plannedAt;
    }

    @Override
    public String changeId() {
        return "change-1";
    }

    @Override
    public int weight() {
        return 100;
    }

    @Override
    public boolean passed(String gate) {
        return true;
    }

    @Override
    public Optional<String> fact(String step, String key) {
        return Optional.empty();
    }

    @Override
    public <I, R> void forEach(Iterator<I> items, int atOnce, Function<I, R> call, Consumer<Done<I, R>> done) {
        throw new UnsupportedOperationException("an ECS service has no items");
    }

    @Override
    public Ledger ledger() {
        throw new UnsupportedOperationException("an ECS service keeps no records");
    }
}
