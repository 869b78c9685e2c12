package dev.rollback.examples;

import dev.rollback.StepSequence;
import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.target.Target;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A target as the command line names it, and the version it shall go back to.
 *
 * @param kind what it is
 * @param place what it belongs to: the cluster, the function
 * @param name what is rolled back: the service, the alias
 * @param version the version; null for the newest that is proven
 */
record Wanted(
        Kind kind, String place, String name, @Nullable String version) {

    /** What can be named. */
    enum Kind {
        ECS(
                "ecs:CLUSTER/SERVICE[=TASK_DEFINITION]",
                "ecs:prod/checkout-api=checkout-api:41",
                "ecs:([\\w-]{1,255})/([\\w-]{1,255})(?:=((?:[\\w-]{1,255}:)?\\d{1,9}|arn:aws[a-z-]*:ecs:\\S+))?") {
            @Override
            Target of(AwsTargets aws, Wanted wanted) {
                return aws.ecsService(wanted.place, wanted.name);
            }
        },
        LAMBDA(
                "lambda:FUNCTION:ALIAS[=VERSION]",
                "lambda:search-indexer:live=6",
                "lambda:([\\w-]{1,140}):(?!\\d+(?:=|$))([\\w-]{1,128})(?:=(\\d{1,9}))?") {
            @Override
            Target of(AwsTargets aws, Wanted wanted) {
                return aws.lambdaAlias(wanted.place, wanted.name);
            }
        };

        private final String form;
        private final String example;
        private final Pattern pattern;

        Kind(String form, String example, String pattern) {
            this.form = form;
            this.example = example;
            this.pattern = Pattern.compile(pattern);
        }

        abstract Target of(AwsTargets aws, Wanted wanted);

        /** How it is written. */
        String form() {
            return form;
        }

        private String prefix() {
            return form.substring(0, form.indexOf(':') + 1);
        }

        private Wanted read(String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.matches()) {
                throw UsageException.of(text, form, example);
            }
            return new Wanted(this, matcher.group(1), matcher.group(2), matcher.group(3));
        }
    }

    /**
     * Reads an argument.
     *
     * @throws UsageException when it is malformed
     */
    static Wanted parse(String text) {
        Optional<Kind> kind = Arrays.stream(Kind.values())
                .filter(known -> text.startsWith(known.prefix()))
                .findFirst();
        return kind.orElseThrow(
                        () -> UsageException.of(text, Kind.ECS.form + " or " + Kind.LAMBDA.form, Kind.ECS.example))
                .read(text);
    }

    /** Whether both name the same target, whatever the version. */
    boolean isSameTarget(Wanted other) {
        return step().equals(other.step());
    }

    /** The name of its step: {@code prod/checkout-api}, {@code search-indexer:live}. */
    String step() {
        return place + (kind == Kind.ECS ? "/" : ":") + name;
    }

    /** Writes its step. */
    void rollBack(StepSequence<?> steps, AwsTargets aws) {
        steps.rollBack(step(), kind.of(aws, this), step -> {
            if (version != null) {
                step.to(VersionSelector.exactly(version));
            }
        });
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return kind.prefix() + step() + (version == null ? "" : "=" + version);
    }
}
