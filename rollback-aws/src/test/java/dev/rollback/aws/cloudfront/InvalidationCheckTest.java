package dev.rollback.aws.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Permission;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a preview says of an invalidation. */
class InvalidationCheckTest {

    private final CloudFrontWorld world = new CloudFrontWorld();

    @Test
    void it_says_what_is_asked_of_which_site_how_long_it_takes_and_what_it_costs() {
        Assessment assessment = world.check(world.invalidation("/index.html", "/assets/*"));

        assertThat(assessment.path())
                .containsExactly(
                        "distribution E1234567890ABC (www.example.com)",
                        "CreateInvalidation 1 of 2: /assets/*",
                        "CreateInvalidation 2 of 2: /index.html",
                        "wait until every edge location has carried it out; it cannot be taken back");
        assertThat(assessment.expected())
                .isEqualTo(new Assessment.Expected(Duration.ofSeconds(5), Duration.ofMinutes(5)));
        assertThat(assessment.losses())
                .containsExactly(
                        "2 paths to invalidate: free within the first 1,000 of the account's month, then 0.01 USD at"
                                + " list price.");
    }

    @Test
    void it_looks_once_and_writes_nothing() {
        TestAttempt look = new TestAttempt(world.clock);

        world.invalidation("/*").check(look);

        assertThat(look.reads()).containsExactly("cloudfront:GetDistribution");
        assertThat(look.writes()).isEmpty();
        assertThat(world.site.invalidations()).isEmpty();
    }

    @Test
    void it_names_the_permissions_on_an_arn_without_a_region() {
        String arn = "arn:aws:cloudfront::123456789012:distribution/E1234567890ABC";

        assertThat(world.check(world.invalidation("/*")).permissions())
                .containsExactly(
                        new Permission("cloudfront:GetDistribution", arn, Permission.Use.PREVIEW),
                        new Permission("cloudfront:GetInvalidation", arn, Permission.Use.PREVIEW),
                        new Permission("cloudfront:CreateInvalidation", arn, Permission.Use.EXECUTE));
    }

    @Test
    void browsers_keep_their_own_copies_which_is_said() {
        Finding finding = world.finding(world.invalidation("/*"), "BROWSER_CACHES");

        assertThat(finding.level()).isEqualTo(Finding.Level.NOTE);
        assertThat(finding.text())
                .isEqualTo(
                        "Browsers and other caches keep the copies that they have for as long as these were said to be"
                                + " fresh (Cache-Control): an invalidation reaches CloudFront's edge locations alone.");
    }

    @Test
    void all_is_well_with_a_distribution_that_is_deployed_and_enabled() {
        assertThat(world.codes(world.invalidation("/*"))).containsExactly("BROWSER_CACHES");
    }

    @Test
    void a_missing_distribution_blocks_for_good() {
        world.cloudFront.delete(CloudFrontWorld.SITE);

        Finding finding = world.finding(world.invalidation("/*"), "DISTRIBUTION_MISSING");

        assertThat(finding.level()).isEqualTo(Finding.Level.HARD);
        assertThat(finding)
                .hasToString(
                        "HARD DISTRIBUTION_MISSING: There is no distribution E1234567890ABC in account 123456789012:"
                                + " expected it there, CloudFront shows nobody the distributions of other accounts. Check its id;"
                                + " where another account owns it, take aws.assuming(roleArn) with a role of that account.");
    }

    @Test
    void a_disabled_distribution_is_warned_about() {
        world.site.disabled();

        assertThat(world.finding(world.invalidation("/*"), "DISTRIBUTION_DISABLED"))
                .hasToString(
                        "WARNING DISTRIBUTION_DISABLED: distribution E1234567890ABC (www.example.com) is disabled, so"
                                + " that nobody is served through it: expected the one that serves the site. Check its id:"
                                + " whatever does serve the site keeps its old copies.");
    }

    @Test
    void settings_on_their_way_to_the_edge_are_warned_about() {
        world.site.deployingFor(CloudFrontWorld.A_MINUTE);

        assertThat(world.finding(world.invalidation("/*"), "DISTRIBUTION_DEPLOYING"))
                .hasToString("WARNING DISTRIBUTION_DEPLOYING: A change of the settings of distribution E1234567890ABC"
                        + " (www.example.com) is on its way to the edge locations (status InProgress): until it is there,"
                        + " they may fetch by the old settings. Find out who changed it, and invalidate again once it is"
                        + " Deployed if that matters.");
    }

    @Test
    void invalidations_of_others_are_noted_because_it_may_have_to_wait_for_them() {
        world.site.someoneInvalidates(List.of("/*"));

        assertThat(world.finding(world.invalidation("/*"), "INVALIDATIONS_IN_PROGRESS"))
                .hasToString(
                        "NOTE INVALIDATIONS_IN_PROGRESS: CloudFront carries out 1 other invalidation on distribution"
                                + " E1234567890ABC: where there is no room for this one beside them, it waits for them.");
    }

    @Test
    void a_distribution_without_names_of_its_own_is_shown_by_that_of_cloudfront() {
        world.cloudFront.delete(CloudFrontWorld.SITE);
        world.cloudFront.distribution(CloudFrontWorld.SITE).domain("d111111abcdef8.cloudfront.net");

        assertThat(world.check(world.invalidation("/*")).path())
                .contains("distribution E1234567890ABC (d111111abcdef8.cloudfront.net)");
    }

    @Test
    void a_look_that_is_denied_or_fails_is_unknown_and_blocks_nothing() {
        world.between.alwaysFails("GetDistribution", CloudFrontWorld.error(403, "AccessDenied"));

        Finding finding = world.finding(world.invalidation("/*"), "DISTRIBUTION_UNKNOWN");

        assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
        assertThat(finding.text())
                .startsWith("Could not look at distribution E1234567890ABC: cloudfront:GetDistribution on distribution"
                        + " E1234567890ABC in us-east-1 failed: AccessDenied, HTTP 403");
        assertThat(finding.remedy()).isEqualTo("Grant the permission, or check it by hand.");
    }

    @Test
    void expired_credentials_are_for_the_engine() {
        world.between.alwaysFails("GetDistribution", CloudFrontWorld.error(403, "ExpiredToken"));

        assertThatThrownBy(() -> world.check(world.invalidation("/*")))
                .isInstanceOf(TargetException.class)
                .extracting(e -> ((TargetException) e).kind())
                .isEqualTo(TargetException.Kind.CREDENTIALS);
    }

    @Test
    void folders_in_the_place_of_too_many_paths_are_said_and_warned_about() {
        Invalidation invalidation = world.invalidation(CloudFrontWorld.pages(3_001));

        assertThat(world.finding(invalidation, "WILDCARDS_INSTEAD"))
                .hasToString("WARNING WILDCARDS_INSTEAD: 3,001 paths are more than CloudFront carries out at once on a"
                        + " distribution (3,000, and 15 with a wildcard): /* is invalidated as a whole, so that more is"
                        + " fetched anew than was changed. Expect more load on the origin for a while, or name wildcards"
                        + " of your own.");
        assertThat(invalidation.describe()).isEqualTo("invalidate /* on distribution E1234567890ABC");
        assertThat(world.check(invalidation).losses())
                .singleElement()
                .asString()
                .startsWith("1 path to invalidate");
    }

    @Test
    void of_many_paths_a_few_are_shown_and_all_are_counted() {
        Invalidation invalidation = world.invalidation(CloudFrontWorld.pages(2_000));

        Assessment assessment = world.check(invalidation);

        assertThat(invalidation.describe())
                .isEqualTo("invalidate /page-0.html, /page-1.html, /page-10.html, /page-100.html and 1,996 more on"
                        + " distribution E1234567890ABC");
        assertThat(assessment.path())
                .contains(
                        "CreateInvalidation 1 of 2: /page-0.html, /page-1.html, /page-10.html, /page-100.html and 996 more");
        assertThat(assessment.losses())
                .containsExactly(
                        "2,000 paths to invalidate: free within the first 1,000 of the account's month, then 10 USD"
                                + " at list price.");
    }
}
