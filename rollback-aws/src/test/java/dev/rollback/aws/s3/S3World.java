package dev.rollback.aws.s3;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.kms.FakeKms;
import dev.rollback.testkit.s3.FakeBucket;
import dev.rollback.testkit.s3.FakeS3;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A bucket in memory, the target over it, and something that may happen before or after each call. Some time passes with each call, so that a chunk ends after
 * some of them and what is written shows when.
 */
final class S3World implements ClientSource {

    /** When the bucket was good. */
    static final Instant GOOD = TestClock.START.minus(ofMinutes(60));

    final TestClock clock = new TestClock();
    final FakeAccount account = new FakeAccount(clock, "eu-west-1", "123456789012");
    final FakeKms kms = new FakeKms(account);
    final FakeS3 s3 = new FakeS3(account, kms::isUsable);
    final FakeBucket site = s3.bucket("shop-frontend").versioned();
    TestAttempt attempt = new TestAttempt(clock);
    final List<Progress> seen = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    UnaryOperator<S3Objects> options = target -> target.removeAfter(Duration.ZERO);
    Duration tick = Duration.ofSeconds(1);
    Hook hook = (call, after) -> {};

    /** The process died: nothing of it goes on. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What happens around the calls. */
    interface Hook {
        /** Called before each call and, if it did not fail, after it. */
        void around(OneCall call, boolean after);
    }

    /**
     * A call.
     *
     * @param number counted from 1
     * @param operation for example {@code CopyObject}
     * @param request the SDK's
     */
    record OneCall(int number, String operation, Object request) {
        boolean writes() {
            return !operation.startsWith("Get") && !operation.startsWith("Head") && !operation.startsWith("List");
        }
    }

    /** A site of a few keys: assets, of which the bad release changed, added and removed some, and two pages. */
    S3World withSite() {
        site.ago(
                ofDays(30),
                release -> release.put("assets/a.js", "good a")
                        .put("assets/b.js", "good b")
                        .put("assets/c.js", "good c")
                        .put("assets/gone.js", "needed")
                        .put("index.html", "good page")
                        .put("untouched.txt", "as ever"));
        site.ago(
                ofMinutes(20),
                release -> release.put("assets/a.js", "bad a")
                        .put("assets/b.js", "bad b, longer")
                        .put("assets/c.js", "good c")
                        .delete("assets/gone.js")
                        .put("assets/new.js", "added")
                        .put("assets/newer.js", "added, too")
                        .put("index.html", "bad page"));
        return this;
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        if (type == S3Client.class) {
            return type.cast(watched(S3Client.class, s3));
        }
        if (type == KmsClient.class) {
            return type.cast(watched(KmsClient.class, kms));
        }
        throw new AssertionError("nobody should ask for " + type);
    }

    private Object watched(Class<?> type, Object client) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(client, method, arguments));
    }

    private Object call(Object client, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        String operation = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        calls.add(operation);
        OneCall call = new OneCall(calls.size(), operation, arguments[0]);
        hook.around(call, false);
        try {
            Object answer = method.invoke(client, arguments);
            hook.around(call, true);
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            clock.advance(tick);
        }
    }

    S3Objects target() {
        AwsScope scope = AwsScope.of(this, "eu-west-1", "123456789012");
        return options.apply(S3Objects.bucket(scope, "shop-frontend"));
    }

    S3Objects object(String key) {
        return options.apply(S3Objects.object(AwsScope.of(this, "eu-west-1", "123456789012"), "shop-frontend", key));
    }

    S3Objects prefix(String prefix) {
        return options.apply(S3Objects.prefix(AwsScope.of(this, "eu-west-1", "123456789012"), "shop-frontend", prefix));
    }

    TestAttempt look() {
        return new TestAttempt(clock);
    }

    /** A change of the whole bucket to how it was at a time. */
    Change to(Instant at) {
        return change(target(), at.toString());
    }

    Change change(S3Objects target, String id) {
        Version to = target.version(id, look()).orElseThrow();
        return new Change(target.id(), target.current(look()), to, "change-1");
    }

    Assessment check(Instant at) {
        return target().check(to(at), look());
    }

    List<String> codes(Instant at) {
        return check(at).findings().stream().map(Finding::code).toList();
    }

    Finding finding(Instant at, String code) {
        return finding(check(at), code);
    }

    static Finding finding(Assessment assessment, String code) {
        return assessment.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + code + " in " + assessment.findings()));
    }

    /** Rolls the bucket back to {@link #GOOD}. */
    Progress rollBack() {
        return drive(target(), to(GOOD));
    }

    /** Takes that back, as the engine would, with the ledger at hand. */
    Progress takeBack(Change change) {
        attempt.remember(Memo.empty());
        return drive(target(), change.reversed());
    }

    /** Calls until the end, as an engine would, and after a crash as another engine would, with the memo and ledger that are left. */
    Progress drive(S3Objects target, Change change) {
        clock.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 500; i++) {
            try {
                Progress progress = target.reconcile(change, attempt);
                seen.add(progress);
                Optional<Progress> end = progress.accept(new Next());
                if (end.isPresent()) {
                    return end.get();
                }
            } catch (TargetException e) {
                if (!e.kind().isPassing()) {
                    throw e;
                }
                clock.advance(Duration.ofSeconds(1));
            } catch (Crash e) {
                clock.advance(Duration.ofSeconds(30));
            }
        }
        throw new AssertionError("did not come to an end; the last: " + seen.get(seen.size() - 1));
    }

    /** What users got at {@link #GOOD}. */
    Map<String, String> good() {
        return site.liveAt(GOOD);
    }

    private final class Next implements Progress.Visitor<Optional<Progress>> {
        @Override
        public Optional<Progress> pending(Progress.Pending progress) {
            return next(progress.memo(), progress.again());
        }

        @Override
        public Optional<Progress> serving(Progress.Serving progress) {
            return next(progress.memo(), progress.again());
        }

        @Override
        public Optional<Progress> settled(Progress.Settled progress) {
            return Optional.of(progress);
        }

        @Override
        public Optional<Progress> gate(Progress.Gate progress) {
            throw new AssertionError("no gate here");
        }

        @Override
        public Optional<Progress> failed(Progress.Failed progress) {
            return Optional.of(progress);
        }

        private Optional<Progress> next(Memo memo, Duration again) {
            attempt.remember(memo);
            clock.advance(again);
            return Optional.empty();
        }
    }
}
