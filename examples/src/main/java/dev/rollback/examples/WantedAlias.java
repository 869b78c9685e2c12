package dev.rollback.examples;

import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.target.Target;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An alias of a Lambda function.
 *
 * @param number the published version; null for the newest that is proven
 */
record WantedAlias(String function, String alias, @Nullable String number) implements Wanted {

    private static final Pattern FORM =
            Pattern.compile("([\\w-]{1,140}):(?!\\d+(?:=|$))([\\w-]{1,128})(?:=(\\d{1,9}))?");

    static Optional<Wanted> read(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new WantedAlias(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    @Override
    public String step() {
        return function + ":" + alias;
    }

    @Override
    public Optional<VersionSelector> version() {
        return Optional.ofNullable(number).map(VersionSelector::exactly);
    }

    @Override
    public Target target(AwsTargets aws, Terms terms) {
        return aws.lambdaAlias(function, alias);
    }

    @Override
    public String toString() {
        return Kind.LAMBDA.prefix() + step() + (number == null ? "" : "=" + number);
    }
}
