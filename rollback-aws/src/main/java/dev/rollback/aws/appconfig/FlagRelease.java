package dev.rollback.aws.appconfig;

import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.target.Attempt;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionResponse;
import software.amazon.awssdk.services.appconfig.model.HostedConfigurationVersionSummary;

/**
 * Brings a flag to what is wanted, a step a call: waits until the environment is free, makes a version of what is deployed then with that one change,
 * deploys it. The version and its deployment carry the change's id in their descriptions, the version also the one it was made from, so that neither is
 * made twice after a crash or a lost answer. A version that was made from what is not deployed any more is left, and another one made.
 */
final class FlagRelease {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String VERSION = "version";
    private static final String CONFLICT = "conflict at version";
    private static final String ON_VERSION = " on version ";

    /** Whether the description of a hosted version says that a flag was changed in that one. */
    static boolean isMadeOf(String version, String description) {
        return description.startsWith(Deploying.description("")) && description.endsWith(ON_VERSION + version);
    }

    private final AppConfigCalls calls;
    private final Place place;
    private final Attempt attempt;
    private final Goal goal;
    private final Deploying deploying;
    private final Deployments deployments;

    /**
     * What it is about.
     *
     * @param id of the change; nothing else is called by it
     * @param title names the profile, for people
     * @param strategy what to deploy with; the quickest if empty
     */
    record Goal(Wanted wanted, String id, String title, Optional<String> strategy) {}

    FlagRelease(AppConfigCalls calls, Place place, Attempt attempt, Goal goal) {
        this.calls = calls;
        this.place = place;
        this.attempt = attempt;
        this.goal = goal;
        this.deploying = new Deploying(calls, place, attempt, goal.id());
        this.deployments = new Deployments(calls, place, attempt);
    }

    /**
     * Takes one step.
     *
     * @param found told the version that is deployed, before another one is deployed in its place
     */
    Progress step(IntConsumer found) {
        Optional<Deployment> ours = deploying.ours();
        if (ours.isPresent()) {
            return ours(ours.get());
        }
        Optional<Deployment> open = deployments.open();
        return open.isPresent() ? deploying.waitFor(open.get(), attempt.memo()) : quiet(found);
    }

    private Progress ours(Deployment ours) {
        if (ours.isUndone()) {
            return Deploying.undone(ours);
        }
        return ours.isOpen() ? deploying.watch(ours, attempt.memo()) : arrived(ours);
    }

    private Progress arrived(Deployment ours) {
        Optional<Deployment> newer = deployments.effective().filter(one -> one.number() != ours.number());
        return newer.isEmpty() ? settled(ours) : superseded(ours, newer.get());
    }

    private Progress settled(Deployment ours) {
        return Progress.done("flag " + goal.wanted().flag() + " is set: all clients may get version " + ours.version()
                        + ", by " + ours)
                .fact(VERSION, ours.version());
    }

    /** What came after ours may have the flag as it is wanted all the same. */
    private Progress superseded(Deployment ours, Deployment newer) {
        return new Base(newer)
                .progress((document, outcome) -> outcome.edited().isUnchanged() && !outcome.isRefused()
                        ? Progress.done("flag " + goal.wanted().flag() + " is so in version " + newer.version()
                                + " too, which " + newer + " has brought after " + ours)
                        : conflict(ours, newer));
    }

    private Progress conflict(Deployment ours, Deployment newer) {
        return Progress.failed(
                FailureKind.CONFLICT,
                "Somebody else started " + newer + " at " + newer.times().started() + ", after our " + ours
                        + ", and in it flag " + goal.wanted().flag()
                        + " is not so: expected it to stay. It is left alone. Find out who (CloudTrail"
                        + " event StartDeployment), agree on one, then plan again.");
    }

    // nothing goes on in the environment

    private Progress quiet(IntConsumer found) {
        return deployments
                .effective()
                .map(Base::new)
                .map(base -> base.progress((document, outcome) -> onto(base, outcome, found)))
                .orElseGet(() -> Progress.failed(
                        FailureKind.ENVIRONMENT,
                        "Nothing of " + goal.title() + " is deployed: expected a version to change flag "
                                + goal.wanted().flag() + " in. Deploy one first."));
    }

    private Progress onto(Base base, Wanted.Outcome outcome, IntConsumer found) {
        if (outcome.isRefused()) {
            return FlagReading.failed(outcome.refusals().get(0));
        }
        if (outcome.edited().isUnchanged()) {
            return Progress.done("flag " + goal.wanted().flag() + " is so already in version " + base.deployed.version()
                    + ", by " + base.deployed);
        }
        List<HostedConfigurationVersionSummary> versions = calls.hostedVersions(attempt, place);
        Optional<Integer> made = versions.stream()
                .filter(one -> base.description().equals(one.description()))
                .map(HostedConfigurationVersionSummary::versionNumber)
                .findFirst()
                .or(base::remembered);
        return made.isPresent() ? start(base, made.get(), found) : create(base, outcome, newest(versions));
    }

    private static int newest(List<HostedConfigurationVersionSummary> versions) {
        return versions.stream()
                .mapToInt(HostedConfigurationVersionSummary::versionNumber)
                .max()
                .orElse(0);
    }

    private Progress create(Base base, Wanted.Outcome outcome, int newest) {
        String content = outcome.edited().document().text();
        AppConfigCalls.NewVersion version =
                new AppConfigCalls.NewVersion(content, base.contentType(), base.description());
        try {
            int made = calls.create(attempt, place, version, lock(newest));
            Memo memo = attempt.memo().with(base.key(), Integer.toString(made));
            return Progress.pending(
                    "has made version " + made + " of version " + base.deployed.version(), 0.01, memo, SOON);
        } catch (TargetException e) {
            return notMade(base, newest, e);
        }
    }

    /**
     * Where AppConfig means another number by the latest than the one listed, as it may after a deletion, there is no lock that it takes. None is lost by
     * that: the change is made in what is deployed, whatever the latest is.
     */
    private @Nullable Integer lock(int newest) {
        boolean refused = attempt.memo().get(CONFLICT).equals(Optional.of(Integer.toString(newest)));
        return refused ? null : newest;
    }

    private Progress notMade(Base base, int newest, TargetException failure) {
        if (failure.kind() == Kind.CONFLICT) {
            Memo memo = attempt.memo().with(CONFLICT, Integer.toString(newest));
            return Progress.pending("looks again, since somebody else has made a version too", 0.01, memo, SOON);
        }
        if (failure.kind() == Kind.INVALID) {
            return Progress.failed(
                    FailureKind.VERSION,
                    "AppConfig does not take version " + base.deployed.version() + " of " + goal.title()
                            + " with the change: " + SdkErrors.words(failure)
                            + ". Set the flag by hand, or another value.");
        }
        throw failure;
    }

    private Progress start(Base base, int version, IntConsumer found) {
        found.accept(base.number());
        StrategyChoice.Chosen chosen = StrategyChoice.of(calls, goal.strategy(), attempt);
        return deploying.start(Integer.toString(version), chosen, place.about().kmsKey(), attempt.memo());
    }

    /** The version that is deployed, which the change is made in. */
    private final class Base {
        private final Deployment deployed;
        private final Optional<GetHostedConfigurationVersionResponse> hosted;

        Base(Deployment deployed) {
            this.deployed = deployed;
            this.hosted = new Contents(calls, place, attempt).hosted(deployed.version());
        }

        int number() {
            return Integer.parseInt(deployed.version());
        }

        /** Tells a version of this change that was made of this one. */
        String description() {
            return Deploying.description(goal.id()) + ON_VERSION + deployed.version();
        }

        private String key() {
            return "made of " + deployed.version();
        }

        /** Where descriptions are not kept the memo knows, if it came through. */
        Optional<Integer> remembered() {
            return attempt.memo().get(key()).map(Integer::valueOf);
        }

        String contentType() {
            return hosted.map(GetHostedConfigurationVersionResponse::contentType)
                    .orElse("application/json");
        }

        /** What follows from what the change is in this version. */
        Progress progress(Then then) {
            String where = "version " + deployed.version() + " of " + goal.title();
            if (hosted.isEmpty()) {
                return FlagReading.failed(FlagReading.gone(where));
            }
            try {
                FlagDocument document = FlagReading.document(hosted.get());
                return then.apply(document, goal.wanted().in(document, where));
            } catch (IOException e) {
                return FlagReading.failed(FlagReading.unreadable(where, e));
            }
        }
    }

    private interface Then {
        Progress apply(FlagDocument document, Wanted.Outcome outcome);
    }
}
