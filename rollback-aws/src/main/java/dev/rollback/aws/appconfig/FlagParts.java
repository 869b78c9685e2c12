package dev.rollback.aws.appconfig;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Attempt;
import dev.rollback.target.Finding;
import dev.rollback.target.Progress;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What setting a flag and taking that back have in common. Immutable but for the ids it remembers.
 *
 * @param settings what the user wants of the flag
 * @param strategy what to deploy with; the quickest if empty
 */
record FlagParts(Profile profile, FlagSettings settings, Optional<String> strategy) {

    /** The profile that the flag is in. */
    record Profile(AwsScope scope, String title, AppConfigCalls calls, Places places) {

        static Profile of(AwsScope scope, AppConfigProfile.Title title) {
            AppConfigCalls calls = new AppConfigCalls(scope, title.toString());
            return new Profile(
                    scope,
                    title.toString(),
                    calls,
                    new Places(calls, title.application(), title.environment(), title.profile()));
        }
    }

    FlagParts with(FlagSettings other) {
        return new FlagParts(profile, other, strategy);
    }

    FlagParts with(String idOrName) {
        return new FlagParts(profile, settings, Optional.of(idOrName));
    }

    /** For people: {@code flag checkout of shop/prod/flags}. */
    String flag() {
        return "flag " + settings.flag() + " of " + profile.title();
    }

    /**
     * Takes one step toward what is wanted.
     *
     * @param id of the change
     * @param found told the version that is deployed, before another one is deployed in its place
     */
    Progress release(Attempt attempt, Wanted wanted, String id, IntConsumer found) {
        Place place = profile.places().find(attempt);
        List<Finding> noFlags = FlagReading.noFlags(place, profile.title());
        if (!noFlags.isEmpty()) {
            return FlagReading.failed(noFlags.get(0));
        }
        FlagRelease.Goal goal = new FlagRelease.Goal(wanted, id, profile.title(), strategy);
        return new FlagRelease(profile.calls(), place, attempt, goal).step(found);
    }
}
