package dev.rollback.testkit.lambda;

import dev.rollback.testkit.account.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a function as one version of its alias is known: {@code 41}, or with weights {@code 41+42@0.1}. */
final class Likeness {
    private static final Pattern ROUTING = Pattern.compile("([1-9]\\d*)(?:\\+([1-9]\\d*)@(\\d(?:\\.\\d+)?))?");
    private static final Pattern DIGESTS =
            Pattern.compile("(?:[\\d.]+% )?(?:code:(\\S+) )?(?:config:(\\S+)|version:\\S+)");
    private static final Pattern PROVISIONED = Pattern.compile("\\S+ \\d+ of (\\d+).*");

    private final Known known;
    private final Instant now;

    Likeness(Known known, Instant now) {
        this.known = known;
        this.now = now;
    }

    void of(LambdaFunctionScene function) {
        Matcher routing = ROUTING.matcher(known.version().id());
        if (!routing.matches()) {
            throw new IllegalArgumentException("A world cannot be made like " + known.target() + " at version \""
                    + known.version().id() + "\": expected the number of a published version such as 41, or two with a"
                    + " weight such as 41+42@0.1. Publish a version, let the alias point to it, and capture then.");
        }
        List<String> contents = List.of(known.version().content().split(" \\| ", -1));
        LambdaAliasScene alias = function.alias(known.nameAfter(':'));
        Duration served = known.served(now);
        alias.deployed(routing.group(1), served);
        digests(function, routing.group(1), contents.get(0));
        if (routing.group(2) != null) {
            function.published(routing.group(2));
            digests(function, routing.group(2), contents.get(contents.size() - 1));
            alias.weights(routing.group(2), Double.parseDouble(routing.group(3)), served.dividedBy(2));
        }
        known.fact("provisioned concurrency")
                .map(PROVISIONED::matcher)
                .filter(Matcher::matches)
                .ifPresent(of -> alias.provisionedConcurrency(Integer.parseInt(of.group(1))));
        known.assume(
                "the settings of the function, its event sources, URLs and policies, and who moved the alias are not"
                        + " known: a Python function without any of these, moved by a pipeline");
    }

    private void digests(LambdaFunctionScene function, String version, String content) {
        Matcher digests = DIGESTS.matcher(content);
        if (digests.matches()) {
            function.digests(version, digests.group(1), digests.group(2));
        } else {
            known.assume("the digests of version " + version + " are not known: some of its own");
        }
    }
}
