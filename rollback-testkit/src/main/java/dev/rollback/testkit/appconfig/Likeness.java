package dev.rollback.testkit.appconfig;

import dev.rollback.testkit.account.Known;
import java.time.Instant;

/** Makes a profile as one of its versions is known. */
final class Likeness {
    private static final String ELSEWHERE = " of ";

    private final Known known;
    private final Instant now;

    Likeness(Known known, Instant now) {
        this.known = known;
        this.now = now;
    }

    void in(FakeAppConfig appConfig) {
        String[] names = known.target().name().split("/", -1);
        if (names.length != 3) {
            throw new IllegalArgumentException("A world cannot be made like " + known.target()
                    + ": expected application/environment/profile in its name. Take the id as the target"
                    + " itself gives it.");
        }
        of(appConfig.application(names[0]).environment(names[1]).profile(names[2]));
    }

    private void of(FakeConfiguration profile) {
        known.fact("type").filter(StoredProfile.FLAGS::equals).ifPresent(type -> profile.flags());
        String version = known.version().id();
        String content = known.version().content();
        if (content.startsWith("version ")) {
            profile.storedIn(content.substring(content.lastIndexOf(ELSEWHERE) + ELSEWHERE.length()));
        }
        profile.holding(version, known.fact("holds").orElseGet(() -> unknown(version)));
        profile.redeployed(version, known.served(now));
        known.assume("numbers of deployments, the strategy, validators and monitors are not known: from 1 on,"
                + " AppConfig.AllAtOnce, none");
    }

    private String unknown(String version) {
        boolean flags = known.fact("type").filter(StoredProfile.FLAGS::equals).isPresent();
        known.assume("what version " + version + " holds is not known: "
                + (flags ? "one flag that is off" : "a JSON text that names the version")
                + "; say it with profile(...).holding(\"" + version + "\", text)");
        return flags
                ? "{\"version\":\"1\",\"flags\":{\"version-" + version + "\":{\"name\":\"version " + version
                        + "\"}},\"values\":{\"version-" + version + "\":{\"enabled\":false}}}"
                : "{\"like\":\"version " + version + "\"}";
    }
}
