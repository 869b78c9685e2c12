package dev.rollback.aws.appconfig;

import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the ids behind the names of a profile, once, and remembers them. Thread-safe. */
final class Places {

    private static final int CANDIDATES = 10;

    private final AppConfigCalls calls;
    private final String application;
    private final String environment;
    private final String profile;
    private volatile @Nullable Place found;

    Places(AppConfigCalls calls, String application, String environment, String profile) {
        this.calls = calls;
        this.application = application;
        this.environment = environment;
        this.profile = profile;
    }

    Place find(Look look) {
        Place known = found;
        if (known == null) {
            String app = id("application", application, "", calls.applications(look));
            String within = " in application " + application;
            String env = id("environment", environment, within, calls.environments(look, app));
            String id = id("configuration profile", profile, within, calls.profiles(look, app));
            known = new Place(app, env, id, calls.profile(look, app, id));
            found = known;
        }
        return known;
    }

    /** A name counts before an id; two of one name have to be told apart by their ids. */
    private static String id(String what, String asked, String within, List<AppConfigCalls.Named> all) {
        List<String> named = all.stream()
                .filter(one -> asked.equals(one.name()))
                .map(AppConfigCalls.Named::id)
                .toList();
        if (named.size() > 1) {
            throw TargetException.invalid("There are " + named.size() + " of the " + what + " " + asked + within + ", "
                    + String.join(", ", named) + ": expected one. Name it by its id.");
        }
        if (named.size() == 1) {
            return named.get(0);
        }
        return all.stream()
                .map(AppConfigCalls.Named::id)
                .filter(asked::equals)
                .findFirst()
                .orElseThrow(() -> missing(what, asked, within, all));
    }

    private static TargetException missing(String what, String asked, String within, List<AppConfigCalls.Named> all) {
        String there = all.stream()
                .limit(CANDIDATES)
                .map(one -> one.name() + " (" + one.id() + ")")
                .collect(Collectors.joining(", "));
        return TargetException.missing("There is no " + what + " " + asked + within + ": expected one of "
                + (there.isEmpty() ? "none that are there" : there) + ". Check the name, the account and the region.");
    }
}
