package dev.rollback.testkit;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.run.RunEvent;
import dev.rollback.target.Change;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.appconfig.AppConfigClient;

/** What is known of an AppConfig profile in truth, and watched around each write to it. */
class AppConfigTruthTest {
    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final FakeConfiguration limits =
            world.appConfig().application("shop").environment("prod").profile("limits");
    private final TargetId target = new TargetId("appconfig-profile", "eu-west-1/123456789012", "shop/prod/limits");
    private final Truth truth = new Truth(world);
    private final Watches watches = new Watches(new Stage(world), List.of(Invariants.NEVER_TO_THE_BAD));

    @BeforeEach
    void a_profile_that_is_rolled_back_from_2_to_1() {
        limits.ran("{\"most\": 1}", ofDays(30)).deployed("{\"most\": 2}", ofMinutes(20));
        Change change = new Change(target, version("2"), version("1"), "run-0");
        watches.journaled(List.of(new RunEvent.ChangePlanned(world.clock().instant(), 0, change)));
        world.observedBy(watches::before, watches::after);
    }

    private static Version version(String number) {
        return Version.of(number, "content of " + number, Tenure.unknown("test"));
    }

    private void start(String profileId, String version) {
        world.client(AppConfigClient.class)
                .startDeployment(request -> request.applicationId(
                                limits.environment().application().id())
                        .environmentId(limits.environment().id())
                        .configurationProfileId(profileId)
                        .configurationVersion(version)
                        .deploymentStrategyId("AppConfig.Canary10Percent20Minutes"));
    }

    @Test
    void knows_what_clients_get_by_the_names_of_the_target_and_by_its_ids() {
        String ids = limits.environment().application().id() + "/"
                + limits.environment().id() + "/" + limits.id();

        assertThat(truth.serves(target, version("2"))).contains(true);
        assertThat(truth.only(new TargetId("appconfig-profile", target.scope(), ids)))
                .contains("2");
    }

    @Test
    void a_profile_is_not_wholly_in_a_version_while_another_is_on_its_way() {
        start(limits.id(), "1");

        assertThat(limits.traffic()).containsEntry("2", 1.0);
        assertThat(limits.arriving()).contains("1");
        assertThat(truth.only(target)).isEmpty();
        assertThat(truth.share(target, version("2"))).isEqualTo(0.99);
    }

    @Test
    void knows_nothing_of_a_profile_that_is_not_there() {
        TargetId other = new TargetId("appconfig-profile", target.scope(), "shop/test/limits");

        assertThat(truth.traffic(other)).isEmpty();
        assertThat(world.appConfig().configuration("shop", "prod", "texts")).isEmpty();
    }

    @Test
    void takes_a_request_by_ids_for_one_that_names_the_target() {
        start(limits.id(), "1");

        assertThat(truth.isNamedIn(world.calls().list().get(0).names(), target)).isTrue();
        assertThat(truth.isNamedIn(List.of("shop", "prod", "limits"), target)).isFalse();
    }

    @Test
    void the_way_to_the_wanted_version_is_fine() {
        start(limits.id(), "1");

        assertThat(watches.violations()).isEmpty();
    }

    @Test
    void a_deployment_of_the_bad_version_is_caught_before_any_client_gets_it() {
        start(limits.id(), "2");

        assertThat(watches.violations())
                .singleElement()
                .asString()
                .contains("appconfig:StartDeployment")
                .contains("asks for 2, which is rolled away from");
    }

    @Test
    void the_same_number_of_another_profile_is_fine() {
        FakeConfiguration texts =
                limits.environment().profile("texts").undeployed("{}").undeployed("{}");

        start(texts.id(), "2");

        assertThat(watches.violations()).isEmpty();
    }
}
