package dev.rollback.examples;

import dev.rollback.StepSequence;
import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.target.Target;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A target as the command line names it, and the version it shall go back to. A value; each kind is a small type of its own. */
interface Wanted {

    /** What can be named. */
    enum Kind {
        ECS("ecs:CLUSTER/SERVICE[=TASK_DEFINITION]", "ecs:prod/checkout-api=checkout-api:41") {
            @Override
            Optional<Wanted> read(String named) {
                return WantedService.read(named);
            }
        },
        LAMBDA("lambda:FUNCTION:ALIAS[=VERSION]", "lambda:search-indexer:live=6") {
            @Override
            Optional<Wanted> read(String named) {
                return WantedAlias.read(named);
            }
        },
        S3("s3:BUCKET/PREFIX[@INSTANT]", "s3:shop-frontend/site/@2026-03-02T08:39:00Z") {
            @Override
            Optional<Wanted> read(String named) {
                return WantedSite.read(named);
            }
        },
        APPCONFIG("appconfig:APP/ENV/PROFILE[=VERSION]", "appconfig:shop/prod/flags=7") {
            @Override
            Optional<Wanted> read(String named) {
                return WantedConfiguration.read(named);
            }
        },
        RDS("rds:INSTANCE[=SNAPSHOT]", "rds:orders=orders-before-v42") {
            @Override
            Optional<Wanted> read(String named) {
                return WantedDatabase.read(named);
            }
        };

        private final String form;
        private final String example;

        Kind(String form, String example) {
            this.form = form;
            this.example = example;
        }

        /** Reads what follows the prefix; empty when it is malformed. */
        abstract Optional<Wanted> read(String named);

        /** How it is written. */
        String form() {
            return form;
        }

        /** What it begins with. */
        String prefix() {
            return form.substring(0, form.indexOf(':') + 1);
        }

        private Wanted wanted(String text) {
            return read(text.substring(prefix().length())).orElseThrow(() -> UsageException.of(text, form, example));
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
        return kind.orElseThrow(() -> UsageException.of(text, anyForm(), Kind.ECS.example))
                .wanted(text);
    }

    private static String anyForm() {
        return Arrays.stream(Kind.values()).map(Kind::form).collect(Collectors.joining(" or "));
    }

    /** The name of its step, which no other target has: {@code prod/checkout-api}, {@code search-indexer:live}. */
    String step();

    /** The version that is named; empty for the one that the plan chooses. */
    Optional<VersionSelector> version();

    /** The target itself, on the terms that were said. */
    Target target(AwsTargets aws, Terms terms);

    /** Whether both name the same target, whatever the version. */
    default boolean isSameTarget(Wanted other) {
        return step().equals(other.step());
    }

    /** Writes its step. */
    default void rollBack(StepSequence<?> steps, AwsTargets aws, Terms terms) {
        steps.rollBack(step(), target(aws, terms), step -> version().ifPresent(step::to));
    }
}
