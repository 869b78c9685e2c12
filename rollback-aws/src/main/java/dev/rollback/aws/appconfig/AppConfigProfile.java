package dev.rollback.aws.appconfig;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A configuration profile of AppConfig in one environment, feature flags or freeform, rolled back to a version that was deployed before.
 *
 * <p><b>Versions.</b> The id is the version as AppConfig deploys it: the number of a hosted one, the store's own word otherwise; a label is taken and turned
 * into its number. The content is the digest of a hosted content, so the same flags made again are the same. What was served when comes from the
 * deployments of the environment; one that was rolled back or reverted makes its version {@code SUSPECT}, a deleted hosted version is {@code UNUSABLE}. While a
 * deployment goes on the profile is in the version that it brings, mixed with the one before.
 *
 * <p><b>Moving.</b> By live state: a deployment in flight that was there when the change was planned is stopped; a complete one is reverted within 72 hours,
 * if what was before it is the wanted version, because a revert goes past the environment's monitors; else the older version is deployed, with the quickest
 * strategy of the account unless {@link #strategy} names one, and the change's id in its description. Users are served when all clients may get it, and the
 * step settles after the bake. An environment takes one deployment at a time, of whichever profile: steps of one plan, and other people's deployments of
 * other profiles, are waited for. A deployment of ours that an alarm rolls back is a failure and is not started again.
 *
 * <p><b>Not rolled back</b>: validators, monitors, extensions, and what clients have cached until they poll again.
 *
 * <p>Immutable but for the ids it remembers, and thread-safe. Made by {@code AwsTargets.appConfig(application, environment, profile)}.
 */
public final class AppConfigProfile implements Target {

    /** Fact of a version: the number of the deployment that brought it. */
    public static final String DEPLOYMENT = "deployment";

    /** Fact of what was captured: {@code AWS.Freeform} or {@code AWS.AppConfig.FeatureFlags}. */
    public static final String TYPE = "type";

    /** Fact of what was captured: the flags, where they are nothing but names, booleans and numbers. */
    public static final String HOLDS = "holds";

    private final AwsScope scope;
    private final Title title;
    private final AppConfigCalls calls;
    private final Places places;
    private final Optional<String> strategy;

    private AppConfigProfile(AwsScope scope, Title title, Optional<String> strategy) {
        this.scope = scope;
        this.title = title;
        this.calls = new AppConfigCalls(scope, title.toString());
        this.places = new Places(calls, title.application(), title.environment(), title.profile());
        this.strategy = strategy;
    }

    /** What the user calls it. */
    record Title(String application, String environment, String profile) {
        Title {
            requireText("application", application);
            requireText("environment", environment);
            requireText("configuration profile", profile);
        }

        private static void requireText(String what, String value) {
            if (value.isBlank() || value.length() > 128 || value.contains("/")) {
                throw new IllegalArgumentException("\"" + value + "\" names no " + what
                        + " of AppConfig: expected a name or id of at most 128 letters without a slash. Copy"
                        + " it from its page.");
            }
        }

        @Override
        public String toString() {
            return application + "/" + environment + "/" + profile;
        }
    }

    /**
     * A profile in an environment; asks nobody yet.
     *
     * @param application name or id
     * @param environment name or id
     * @param profile name or id
     * @throws IllegalArgumentException when one of them is malformed
     */
    public static AppConfigProfile of(AwsScope scope, String application, String environment, String profile) {
        return new AppConfigProfile(scope, new Title(application, environment, profile), Optional.empty());
    }

    /**
     * The same, deployed with this strategy where a deployment is needed.
     *
     * @param idOrName id or name of the strategy
     */
    public AppConfigProfile strategy(String idOrName) {
        if (idOrName.isBlank()) {
            throw new IllegalArgumentException("strategy(\"" + idOrName
                    + "\") names none: give its id or name, or leave it out for the quickest.");
        }
        return new AppConfigProfile(scope, title, Optional.of(idOrName));
    }

    @Override
    public TargetId id() {
        return scope.target("appconfig-profile", title.toString());
    }

    @Override
    public String name() {
        return title.toString();
    }

    @Override
    public Version current(Look look) {
        Place place = places.find(look);
        Contents contents = new Contents(calls, place, look);
        Deployment newest = new Deployments(calls, place, look)
                .ofProfile()
                .filter(one -> !one.isUndone() && !one.isRollingBack())
                .findFirst()
                .orElseThrow(() -> TargetException.missing("Nothing was ever deployed of " + title
                        + ": expected a deployment to roll back. Check the environment."));
        Version version = ProfileHistory.of(newest, contents)
                .tenure(Tenure.since(newest.times().started(), "deployments"));
        return newest.isComplete() || newest.isBaking() ? version : mixed(version, newest);
    }

    /** Some clients have the one and some the other, and AppConfig goes on. */
    private static Version mixed(Version version, Deployment open) {
        Version mixed = new Version(
                version.id(),
                version.content() + " in deployment " + open.number(),
                version.tenure(),
                version.standing(),
                version.label(),
                version.facts());
        return mixed.fact("clients", Math.round(open.percent()) + " %").fact("state", open.state());
    }

    /** What it serves, of which type it is, and what it holds where that is feature flags of nothing but names, booleans and numbers. */
    @Override
    public Version capture(Look look) {
        Place place = places.find(look);
        Version version = current(look).fact(TYPE, place.about().type());
        return Optional.of(place)
                .filter(Place::hasFlags)
                .flatMap(flags -> new Contents(calls, flags, look).hosted(version.id()))
                .flatMap(found -> Kept.of(found.content().asByteArrayUnsafe()))
                .map(text -> version.fact(HOLDS, text))
                .orElse(version);
    }

    @Override
    public Stream<Version> history(Look look) {
        Place place = places.find(look);
        return new ProfileHistory(new Deployments(calls, place, look), new Contents(calls, place, look)).versions();
    }

    /**
     * A version as AppConfig deploys it, or a label of a hosted one. A version that is kept elsewhere is taken as it is said.
     *
     * @return empty if there is no such hosted version
     */
    @Override
    public Optional<Version> version(String id, Look look) {
        Place place = places.find(look);
        Contents contents = new Contents(calls, place, look);
        String named = place.isHosted() && !id.matches("\\d{1,9}") ? labelled(place, id, look) : id;
        return contents.isThere(named) && !named.isEmpty()
                ? Optional.of(Version.of(
                        named, contents.key(named), Tenure.unknown("named, so when it served was not looked up")))
                : Optional.empty();
    }

    /**
     * By the deployments. At a time at which a deployment had arrived that was reverted later, it is the version of that one; while one went on that was
     * rolled back, some clients had the one version and some the other.
     *
     * @return empty if nothing was deployed by then, or clients had different versions
     */
    @Override
    public Optional<Version> versionAt(Instant at, Look look) {
        Place place = places.find(look);
        Contents contents = new Contents(calls, place, look);
        Optional<Deployment> undone = new Deployments(calls, place, look)
                .ofProfile()
                .filter(one -> !one.times().started().isAfter(at))
                .filter(one -> !one.isUndone()
                        || one.times().undone().filter(at::isBefore).isPresent())
                .findFirst()
                .filter(Deployment::isUndone);
        return undone.isEmpty()
                ? Target.super.versionAt(at, look)
                : undone.filter(one -> !at.isBefore(one.times().arrived()))
                        .map(one -> ProfileHistory.reverted(one, contents));
    }

    private String labelled(Place place, String label, Look look) {
        return calls.hostedVersions(look, place).stream()
                .filter(one -> label.equals(one.versionLabel()))
                .map(one -> Integer.toString(one.versionNumber()))
                .findFirst()
                .orElse("");
    }

    @Override
    public Assessment check(Change change, Look look) {
        return new ProfileChecks(scope, calls, places.find(look), title.toString(), look).assess(change, strategy);
    }

    @Override
    public Progress reconcile(Change change, Attempt attempt) {
        return new Reconciliation(calls, places.find(attempt), change, attempt, strategy).step();
    }
}
