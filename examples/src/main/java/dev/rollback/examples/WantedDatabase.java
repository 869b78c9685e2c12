package dev.rollback.examples;

import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.target.Target;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A DB instance of RDS, restored beside itself and put in its own place by renaming both. RDS knows names in small letters.
 *
 * @param source what it is restored from: a snapshot or a point in time; null to have the snapshots shown
 */
record WantedDatabase(String instance, @Nullable String source) implements Wanted {

    private static final String SNAPSHOT = "(?:rds:|awsbackup:)?[a-zA-Z][\\w-]{0,254}";
    private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
    private static final Pattern FORM =
            Pattern.compile("([a-zA-Z][a-zA-Z0-9-]{0,62})(?:=(" + SNAPSHOT + "|" + INSTANT + "))?");

    static Optional<Wanted> read(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new WantedDatabase(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2)))
                : Optional.empty();
    }

    @Override
    public String step() {
        return instance;
    }

    @Override
    public Optional<VersionSelector> version() {
        return Optional.ofNullable(source).map(VersionSelector::exactly);
    }

    @Override
    public Target target(AwsTargets aws, Terms terms) {
        var database = aws.rdsSnapshot(instance).cutOverByRename();
        return terms.acceptedLoss() == null ? database : database.acceptDataLoss(terms.acceptedLoss());
    }

    @Override
    public String toString() {
        return Kind.RDS.prefix() + instance + (source == null ? "" : "=" + source);
    }
}
