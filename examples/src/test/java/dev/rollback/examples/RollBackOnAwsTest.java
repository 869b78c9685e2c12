package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.EngineOptions;
import dev.rollback.aws.AwsTargets;
import dev.rollback.target.TargetException;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.RehearsalExtension;
import dev.rollback.testkit.s3.FakeBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RehearsalExtension.class)
class RollBackOnAwsTest {

    private static final String API = "ecs:prod/checkout-api";
    private static final String INDEXER = "lambda:search-indexer:live";

    private final Screenshot out = new Screenshot();
    private final Screenshot err = new Screenshot();
    private FakeAws world = FakeAws.in("eu-west-1", "123456789012");

    @TempDir
    Path folder;

    @BeforeEach
    void a_bad_release_after_a_month_of_a_good_one(FakeAws fresh) {
        world = fresh;
        QuickStart.scene(world);
    }

    private int rollBack(String... arguments) {
        return rollBack(() -> AwsTargets.using(world::client), arguments);
    }

    private int rollBack(Supplier<AwsTargets> targets, String... arguments) {
        return new RollBackOnAws(out.stream(), err.stream(), targets, this::inVirtualTime, JournalPlace.MEMORY)
                .run(arguments);
    }

    private void inVirtualTime(EngineOptions options) {
        options.time(world.clock().engineTime())
                .http(world.http())
                .processes(world.processes())
                .seed(1);
    }

    private boolean nothingWasWritten() {
        return world.calls().writes().isEmpty();
    }

    @Test
    void rolls_back_one_target_after_the_other() {
        int code = rollBack(API, INDEXER);

        assertThat(code).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(world.ecs().service("prod", "checkout-api").servingTaskDefinition())
                .isEqualTo("checkout-api:41");
        assertThat(world.lambda().function("search-indexer").alias("live").servingVersion())
                .isEqualTo("6");
        assertThat(out.text()).contains("search-indexer:live  begins").contains("after   prod/checkout-api");
    }

    @Test
    void rolls_back_side_by_side() {
        int code = rollBack(API, INDEXER, "--parallel", "--timeout", "30m");

        assertThat(code).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(out.text()).contains("ROLLED_BACK").doesNotContain("after   prod/checkout-api");
    }

    @Test
    void says_before_the_first_write_how_to_follow_and_to_cancel() {
        rollBack(API);

        assertThat(out.text())
                .containsSubsequence(
                        "PREVIEW of prod/checkout-api",
                        "READY",
                        "AWS IS CHANGED FROM NOW ON, 2026-03-02T09:00:",
                        "run       20260302-0900",
                        "journal   memory",
                        "cancel    Ctrl-C",
                        "goes from checkout-api:42 to checkout-api:41");
    }

    @Test
    void only_looks_when_a_preview_is_wanted() {
        int code = rollBack(API, "--preview");

        assertThat(code).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(nothingWasWritten()).isTrue();
        assertThat(out.text()).contains("READY").doesNotContain("AWS IS CHANGED");
    }

    @Test
    void refuses_a_version_that_is_not_there() {
        int code = rollBack(API + "=checkout-api:99", INDEXER + "=6");

        assertThat(code).isEqualTo(RollBackOnAws.REFUSED);
        assertThat(out.text()).contains("NO_SUCH_VERSION");
        assertThat(nothingWasWritten()).isTrue();
    }

    @Test
    void has_nothing_to_do_the_second_time() {
        rollBack(API + "=41");

        int code = rollBack(API + "=41");

        assertThat(code).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(out.text()).contains("which serves already: nothing to do").contains("NOTHING_TO_DO");
    }

    @Test
    void refuses_what_is_not_proven_until_that_is_accepted() {
        world.lambda().function("mailer").alias("live").ran("1", ofMinutes(30)).deployed("2", ofMinutes(20));

        int refused = rollBack("lambda:mailer:live");
        boolean untouched = nothingWasWritten();
        int accepted = rollBack("lambda:mailer:live", "--accept-unproven");

        assertThat(refused).isEqualTo(RollBackOnAws.REFUSED);
        assertThat(untouched).isTrue();
        assertThat(out.text()).contains("BLOCKED by UNPROVEN").contains("add --accept-unproven");
        assertThat(accepted).isEqualTo(RollBackOnAws.SUCCESS);
    }

    @Test
    void rolls_a_site_back_to_an_instant_and_to_before_the_last_release() {
        FakeBucket bucket = world.s3().bucket("docs").versioned();
        bucket.ago(ofDays(9), site -> site.put("en/index.html", "1").put("de/index.html", "1"))
                .ago(ofDays(5), site -> site.put("en/index.html", "2"))
                .ago(
                        ofMinutes(20),
                        site -> site.put("en/index.html", "3")
                                .put("en/new.html", "3")
                                .put("de/index.html", "3"));

        int before = rollBack("s3:docs/en/");
        Map<String, String> live = bucket.live();
        int whole =
                rollBack("s3:docs/@2026-02-22T12:00:00Z", "--remove-after", "0s", "--override", "all", "--reason", "x");

        assertThat(before).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(live).isEqualTo(Map.of("en/index.html", "2", "de/index.html", "3"));
        assertThat(whole).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(bucket.live()).isEqualTo(Map.of("en/index.html", "1", "de/index.html", "1"));
        assertThat(bucket.lost()).isZero();
    }

    @Test
    void rolls_back_a_configuration() {
        var flags = world.appConfig().application("shop").environment("prod").profile("texts");
        flags.ran("{\"checkout\": \"old\"}", ofDays(20)).deployed("{\"checkout\": \"new\"}", ofMinutes(20));

        int code = rollBack("appconfig:shop/prod/texts");

        assertThat(code).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(flags.servedVersion()).isEqualTo("1");
    }

    @Test
    void restores_a_database_in_its_own_place_once_the_loss_is_accepted() {
        world.rds().instance("orders").snapshot("before-v42", ofMinutes(40));

        int refused = rollBack("rds:orders=before-v42");
        boolean untouched = nothingWasWritten();
        int restored = rollBack("rds:orders=before-v42", "--accept-data-loss", "3h");

        assertThat(refused).isEqualTo(RollBackOnAws.REFUSED);
        assertThat(untouched).isTrue();
        assertThat(out.text()).contains("To accept the loss, add --accept-data-loss DURATION.");
        assertThat(restored).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(world.rds().instance("orders").restoredFrom()).isPresent();
        assertThat(world.rds().deleted()).isZero();
    }

    @Test
    void restores_a_database_from_a_snapshot_that_rds_took_by_itself() {
        String id = "rds:orders-2026-03-02-05-07";
        world.rds().instance("orders").snapshot(id, ofMinutes(40), "automated", "available");

        int code = rollBack("rds:orders=" + id, "--accept-data-loss", "3h");

        assertThat(code).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(world.rds().instance("orders").restoredFrom()).isPresent();
    }

    @Test
    void restores_a_database_to_a_point_in_time() {
        world.rds().instance("orders");

        int code = rollBack("rds:orders=2026-03-02T08:39:00Z", "--accept-data-loss", "3h");

        assertThat(code).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(world.calls().writes().toString()).contains("rds:RestoreDBInstanceToPointInTime");
    }

    @Test
    void overrides_a_soft_blocker_for_the_reason_that_is_given() {
        world.lambda().function("mailer").alias("live").ran("1", ofMinutes(30)).deployed("2", ofMinutes(20));

        int code = rollBack("lambda:mailer:live", "--override", "all", "--reason", "it ran in staging");

        assertThat(code).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(out.text()).contains("reason    it ran in staging").contains("Overridden: it ran in staging");
    }

    @Test
    void takes_no_version_that_went_live_after_the_incident_began() {
        world.ecs()
                .service("prod", "cart")
                .ran("1", ofDays(30))
                .deployed("2", ofDays(2))
                .deployed("3", ofMinutes(20));

        int code = rollBack("ecs:prod/cart", "--incident-start", "2026-02-28T09:10:00Z");

        assertThat(code).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(world.ecs().service("prod", "cart").servingTaskDefinition()).isEqualTo("cart:1");
    }

    @Test
    void brings_all_targets_back_to_one_instant_but_for_those_with_a_version() {
        world.ecs()
                .service("prod", "cart")
                .ran("1", ofDays(30))
                .deployed("2", ofDays(2))
                .deployed("3", ofMinutes(20));

        int code = rollBack("ecs:prod/cart", INDEXER + "=6", "--as-of", "2026-02-26T12:00:00Z");

        assertThat(code).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(world.ecs().service("prod", "cart").servingTaskDefinition()).isEqualTo("cart:1");
        assertThat(world.lambda().function("search-indexer").alias("live").servingVersion())
                .isEqualTo("6");
    }

    @Test
    void refuses_when_one_target_is_missing_and_touches_none() {
        int code = rollBack(API, "ecs:prod/no-such-service", "lambda:no-such-function:live");

        assertThat(code).isEqualTo(RollBackOnAws.REFUSED);
        assertThat(out.text()).contains("BLOCKED by MISSING").contains("REFUSED, run ");
        assertThat(nothingWasWritten()).isTrue();
    }

    @Test
    void fails_when_the_time_is_over_before_the_rollback() {
        world.ecs().service("prod", "checkout-api").outOfCapacity();

        int code = rollBack(API, "--timeout", "5m");

        assertThat(code).isEqualTo(RollBackOnAws.FAILURE);
        assertThat(out.text()).contains("PARTIAL");
    }

    @Test
    void writes_the_report_of_a_run_and_of_a_refusal() throws IOException {
        Path done = folder.resolve("done.json");
        Path refused = folder.resolve("refused.json");

        rollBack(API, "--report", done.toString());
        rollBack("ecs:prod/no-such-service", "--report", refused.toString());

        assertThat(Files.readString(done)).contains("\"outcome\" : \"ROLLED_BACK\"");
        assertThat(Files.readString(refused)).contains("\"outcome\" : \"REFUSED\"");
    }

    @Test
    void does_nothing_when_the_report_cannot_be_written() {
        int code =
                rollBack(API, "--report", folder.resolve("missing/report.json").toString());

        assertThat(code).isEqualTo(RollBackOnAws.FAILURE);
        assertThat(err.text())
                .contains("missing/report.json (NoSuchFileException)")
                .contains("Nothing was done");
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void leaves_no_report_of_a_preview_and_keeps_an_older_one() throws IOException {
        Path fresh = folder.resolve("fresh.json");
        Path older = Files.writeString(folder.resolve("older.json"), "{}");

        rollBack(API, "--preview", "--report", fresh.toString());
        rollBack(API, "--preview", "--report", older.toString());

        assertThat(fresh).doesNotExist();
        assertThat(older).hasContent("{}");
    }

    @Test
    void ends_in_one_sentence_when_there_is_no_region() {
        int code = rollBack(
                () -> {
                    throw TargetException.invalid("No AWS region is set.");
                },
                API);

        assertThat(code).isEqualTo(RollBackOnAws.FAILURE);
        assertThat(err.text().strip()).isEqualTo("No AWS region is set.");
    }

    @Test
    void names_every_form_and_every_option_when_asked() {
        rollBack("--help");

        for (Wanted.Kind kind : Wanted.Kind.values()) {
            assertThat(out.text()).contains("  " + kind.form());
        }
        for (Arguments.Flag flag : Arguments.Flag.values()) {
            assertThat(out.text()).contains("  " + flag.option() + " ");
        }
        assertThat(out.text())
                .contains(
                        "--incident-start INSTANT",
                        "--as-of INSTANT",
                        "--accept-data-loss DURATION",
                        "--remove-after DURATION",
                        "--override CODE|all",
                        "--reason TEXT",
                        "--timeout DURATION",
                        "--report FILE.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:shop-frontend/@yesterday",
                "s3:/site/@2026-03-02T08:39:00Z",
                "appconfig:shop/flags",
                "appconfig:shop/prod/flags=",
                "rds:orders=",
                "rds:1orders",
                "--accept-data-loss=1h",
                "--remove-after=PT0S",
                "--as-of=2026-03-02"
            })
    void ends_with_one_message_and_the_help_where_an_argument_cannot_be_used(String bad) {
        int code = rollBack(API, bad);

        assertThat(code).isEqualTo(RollBackOnAws.USAGE);
        assertThat(err.text()).containsOnlyOnce(": expected ").contains(", for example ", "Usage: RollBackOnAws");
        assertThat(out.text()).isEmpty();
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void shows_of_every_target_what_it_was_the_way_and_the_time() {
        rollBack(
                API,
                INDEXER,
                "s3:shop-frontend/@2026-03-02T08:39:30Z",
                "appconfig:shop/prod/flags",
                "rds:orders=2026-03-02T08:39:00Z",
                "--accept-data-loss=3h",
                "--remove-after=PT0S",
                "--preview");

        assertThat(out.text().split("\n  how  ", -1)).hasSize(1 + 5);
        assertThat(out.text().split("\n  takes  ", -1)).hasSize(1 + 5);
        assertThat(out.text().split("PROVEN: served", -1)).hasSizeGreaterThanOrEqualTo(1 + 4);
        assertThat(nothingWasWritten()).isTrue();
    }

    @Test
    void explains_itself_when_asked_and_when_misunderstood() {
        int asked = rollBack("--help");
        int misunderstood = rollBack("ecs:checkout");

        assertThat(asked).isEqualTo(RollBackOnAws.SUCCESS);
        assertThat(out.text()).startsWith("Usage: RollBackOnAws");
        assertThat(misunderstood).isEqualTo(RollBackOnAws.USAGE);
        assertThat(err.text()).startsWith("ecs:checkout: expected ").contains("Usage: RollBackOnAws");
    }
}
