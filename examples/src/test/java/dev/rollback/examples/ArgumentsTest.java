package dev.rollback.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rollback.examples.Arguments.Flag;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void reads_all_there_is_to_say() {
        Arguments arguments = Arguments.parse(
                "ecs:prod/checkout-api=checkout-api:41",
                "lambda:search-indexer:live",
                "s3:shop-frontend/site/@2026-03-02T08:39:00Z",
                "--remove-after=0s",
                "appconfig:shop/prod/flags=7",
                "rds:orders=orders-before-v42",
                "--approvals=2",
                "--freeze",
                "24h",
                "--no-lease",
                "alone",
                "--accept-data-loss=PT30M",
                "--preview",
                "--parallel",
                "--incident-start",
                "2026-03-02T08:40:00Z",
                "--as-of=2026-03-01T12:00:00Z",
                "--override",
                "BURST",
                "--reason",
                "known",
                "--timeout=30m",
                "--report",
                "out/report.json");

        assertThat(arguments.targets())
                .containsExactly(
                        new WantedService("prod", "checkout-api", "checkout-api:41"),
                        new WantedAlias("search-indexer", "live", null),
                        new WantedSite("shop-frontend", "site/", Instant.parse("2026-03-02T08:39:00Z")),
                        new WantedConfiguration("shop", "prod", "flags", "7"),
                        new WantedDatabase("orders", "orders-before-v42"));
        assertThat(arguments.terms())
                .isEqualTo(new Terms(Duration.ofHours(24), 2, Duration.ofMinutes(30), Duration.ZERO));
        assertThat(arguments.flags()).containsExactly(Flag.PREVIEW, Flag.PARALLEL);
        assertThat(arguments.times().incidentStart()).isEqualTo(Instant.parse("2026-03-02T08:40:00Z"));
        assertThat(arguments.times().asOf()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(arguments.overrides()).containsExactly(entry("BURST", "known"), entry("LEASE_UNKNOWN", "alone"));
        assertThat(arguments.reason()).isEqualTo("known");
        assertThat(arguments.times().timeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(arguments.report()).isEqualTo(Path.of("out/report.json"));
    }

    @Test
    void leaves_the_rest_at_its_defaults() {
        Arguments arguments = Arguments.parse("ecs:prod/checkout-api");

        assertThat(arguments.targets()).containsExactly(new WantedService("prod", "checkout-api", null));
        assertThat(arguments.flags()).isEmpty();
        assertThat(arguments.overrides()).isEmpty();
        assertThat(arguments.reason()).isEmpty();
        assertThat(arguments.times().incidentStart()).isNull();
        assertThat(arguments.times().timeout()).isNull();
        assertThat(arguments.times().asOf()).isNull();
        assertThat(arguments.terms()).isEqualTo(new Terms(null, null, null, null));
        assertThat(arguments.report()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecs:prod/checkout-api",
                "ecs:prod/checkout-api=41",
                "ecs:prod/checkout-api=checkout_api-2:41",
                "ecs:prod/checkout-api=arn:aws:ecs:eu-west-1:123456789012:task-definition/checkout-api:41",
                "lambda:search-indexer:live",
                "lambda:search-indexer:live=6",
                "s3:shop-frontend/",
                "s3:shop.frontend/site/",
                "s3:shop-frontend/@2026-03-02T08:39:00Z",
                "s3:shop-frontend/npm/@scope/",
                "s3:shop-frontend/a@b@2026-03-02T08:39:00Z",
                "s3:shop-frontend/with space/ü",
                "appconfig:shop/prod/flags",
                "appconfig:a1b2c3d/e4f5g6h/i7j8k9l=42",
                "appconfig:shop/prod/check.out_flags=v1.2.2",
                "rds:orders",
                "rds:orders-2=before-v42",
                "rds:orders=rds:orders-2026-03-02-05-07",
                "rds:orders=2026-03-02T08:39:00Z"
            })
    void writes_a_target_as_it_was_written(String text) {
        Wanted wanted = Wanted.parse(text);

        assertThat(wanted).hasToString(text);
    }

    @Test
    void accepts_what_is_unproven_for_the_reason_that_is_given() {
        Arguments silent = Arguments.parse("ecs:prod/api", "--accept-unproven");
        Arguments said = Arguments.parse("ecs:prod/api", "--accept-unproven", "--reason", "it ran in staging");

        assertThat(silent.overrides()).containsExactly(entry("UNPROVEN", "--accept-unproven"));
        assertThat(said.overrides()).containsExactly(entry("UNPROVEN", "it ran in staging"));
    }

    @Test
    void asks_for_no_target_when_help_is_wanted() {
        Arguments arguments = Arguments.parse("--help");

        assertThat(arguments.has(Flag.HELP)).isTrue();
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> bad() {
        String ecs = "ecs:CLUSTER/SERVICE[=TASK_DEFINITION], for example ecs:prod/checkout-api=checkout-api:41.";
        String lambda = "lambda:FUNCTION:ALIAS[=VERSION], for example lambda:search-indexer:live=6.";
        String s3 = "s3:BUCKET/PREFIX[@INSTANT], for example s3:shop-frontend/site/@2026-03-02T08:39:00Z.";
        String appConfig = "appconfig:APP/ENV/PROFILE[=VERSION], for example appconfig:shop/prod/flags=7.";
        String rds = "rds:INSTANCE[=SNAPSHOT], for example rds:orders=orders-before-v42.";
        String either = "ecs:CLUSTER/SERVICE[=TASK_DEFINITION] or lambda:FUNCTION:ALIAS[=VERSION] or"
                + " s3:BUCKET/PREFIX[@INSTANT] or appconfig:APP/ENV/PROFILE[=VERSION] or rds:INSTANCE[=SNAPSHOT], for example ";
        String api = "ecs:prod/api";
        return Stream.of(
                arguments(List.of(), "no target: expected at least one"),
                arguments(List.of("--preview"), "no target: expected at least one"),
                arguments(List.of("checkout"), "checkout: expected " + either),
                arguments(List.of(""), ": expected " + either),
                arguments(List.of("s4:bucket"), "s4:bucket: expected " + either),
                arguments(List.of("ecs:checkout"), "ecs:checkout: expected " + ecs),
                arguments(List.of("ecs:/checkout"), "ecs:/checkout: expected " + ecs),
                arguments(List.of("ecs:prod/"), "ecs:prod/: expected " + ecs),
                arguments(List.of("ecs:prod/checkout="), "ecs:prod/checkout=: expected " + ecs),
                arguments(List.of("ecs:prod/checkout=latest"), "ecs:prod/checkout=latest: expected " + ecs),
                arguments(List.of("ecs:prod/check out"), "ecs:prod/check out: expected " + ecs),
                arguments(List.of("lambda:indexer"), "lambda:indexer: expected " + lambda),
                arguments(List.of("lambda::live"), "lambda::live: expected " + lambda),
                arguments(List.of("lambda:indexer:7"), "lambda:indexer:7: expected " + lambda),
                arguments(List.of("lambda:indexer:$LATEST"), "lambda:indexer:$LATEST: expected " + lambda),
                arguments(List.of("lambda:indexer:live=latest"), "lambda:indexer:live=latest: expected " + lambda),
                arguments(List.of("s3:"), "s3:: expected " + s3),
                arguments(List.of("s3:/site/"), "s3:/site/: expected " + s3),
                arguments(List.of("s3:Shop/site/"), "s3:Shop/site/: expected " + s3),
                arguments(List.of("s3:shop/site@yesterday"), "s3:shop/site@yesterday: expected " + s3),
                arguments(List.of("s3:shop/site@"), "s3:shop/site@: expected " + s3),
                arguments(List.of("s3:shop/@2026-03-02"), "s3:shop/@2026-03-02: expected " + s3),
                arguments(List.of("s3:shop", "s3:shop/"), "s3:shop/: expected each target once"),
                arguments(List.of(api, "--remove-after", "1m"), "--remove-after: expected a bucket with it"),
                arguments(List.of("s3:shop/", "--remove-after", "25h"), "--remove-after 25h: expected a time of 0s"),
                arguments(List.of("s3:shop/", "--remove-after", "PT-1S"), "--remove-after PT-1S: expected a time of"),
                arguments(List.of("s3:shop/", "--remove-after"), "--remove-after: expected a time of 0s to 1 day"),
                arguments(List.of("appconfig:shop/flags"), "appconfig:shop/flags: expected " + appConfig),
                arguments(List.of("appconfig:shop//flags"), "appconfig:shop//flags: expected " + appConfig),
                arguments(List.of("appconfig:shop/prod/flags="), "appconfig:shop/prod/flags=: expected " + appConfig),
                arguments(List.of("appconfig:a/b/c/d"), "appconfig:a/b/c/d: expected " + appConfig),
                arguments(List.of("appconfig:a/b/c", "appconfig:a/b/c=1"), "appconfig:a/b/c=1: expected each target"),
                arguments(List.of("rds:"), "rds:: expected " + rds),
                arguments(List.of("rds:1orders"), "rds:1orders: expected " + rds),
                arguments(List.of("rds:orders="), "rds:orders=: expected " + rds),
                arguments(List.of("rds:prod/orders"), "rds:prod/orders: expected " + rds),
                arguments(List.of("rds:orders=2026-03-02"), "rds:orders=2026-03-02: expected " + rds),
                arguments(List.of("rds:orders", "rds:orders=a"), "rds:orders=a: expected each target once"),
                arguments(List.of(api, "--accept-data-loss", "1h"), "--accept-data-loss: expected a database with it"),
                arguments(List.of("rds:orders", "--accept-data-loss"), "--accept-data-loss: expected a time of 1s"),
                arguments(List.of("rds:orders", "--accept-data-loss", "0s"), "--accept-data-loss 0s: expected a time"),
                arguments(List.of(api, api), "ecs:prod/api: expected each target once"),
                arguments(List.of(api, api + "=api:41"), "ecs:prod/api=api:41: expected each target once"),
                arguments(List.of(api, "--no-such-option"), "--no-such-option: expected an option of the list below"),
                arguments(List.of(api, "--preview=yes"), "--preview=yes: expected an option of the list below"),
                arguments(List.of(api, "-p"), "-p: expected an option of the list below"),
                arguments(List.of(api, "--timeout"), "--timeout: expected a time of 1s to 30 days"),
                arguments(List.of(api, "--timeout", "soon"), "--timeout soon: expected a time of 1s to 30 days"),
                arguments(List.of(api, "--timeout", "0s"), "--timeout 0s: expected a time of 1s to 30 days"),
                arguments(List.of(api, "--timeout", "PT-5M"), "--timeout PT-5M: expected a time of 1s to 30 days"),
                arguments(List.of(api, "--timeout", "31d"), "--timeout 31d: expected a time of 1s to 30 days"),
                arguments(List.of(api, "--timeout", "P31D"), "--timeout P31D: expected a time of 1s to 30 days"),
                arguments(List.of(api, "--timeout", "5m", "--timeout", "6m"), "--timeout: expected it once"),
                arguments(List.of(api, "--incident-start", "yesterday"), "--incident-start yesterday: expected an"),
                arguments(List.of(api, "--incident-start", "--preview"), "--incident-start: expected an instant"),
                arguments(List.of(api, "--as-of", "2026-03-02"), "--as-of 2026-03-02: expected an instant"),
                arguments(List.of(api, "--as-of"), "--as-of: expected an instant"),
                arguments(
                        List.of(api + "=41", "lambda:indexer:live=6", "--as-of=2026-03-02T08:00:00Z"),
                        "--as-of: expected a target without a version with it"),
                arguments(
                        List.of(api, "--as-of=2026-03-02T08:00:00Z", "--as-of=2026-03-02T08:00:00Z"),
                        "--as-of: expected it once"),
                arguments(List.of(api, "--override", "all"), "--override all: expected --reason TEXT with it"),
                arguments(List.of(api, "--override", "burst"), "--override burst: expected CODE or all"),
                arguments(List.of(api, "--override"), "--override: expected CODE or all"),
                arguments(List.of(api, "--reason", " "), "--reason: expected a text"),
                arguments(List.of(api, "--report"), "--report: expected the name of a file"),
                arguments(List.of(api, "--report", "a\0b"), "--report a\0b: expected the name of a file"));
    }

    @Test
    void a_database_is_the_same_however_its_name_is_written() {
        assertThat(Wanted.parse("rds:Orders=before")).hasToString("rds:orders=before");
        assertThatThrownBy(() -> Arguments.parse("rds:Orders", "rds:orders"))
                .hasMessageStartingWith("rds:orders: expected each target once");
    }

    @ParameterizedTest
    @MethodSource("bad")
    void names_the_bad_argument_what_was_expected_and_an_example(List<String> commandLine, String message) {
        assertThatThrownBy(() -> Arguments.parse(commandLine.toArray(String[]::new)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining(", for example ");
    }
}
