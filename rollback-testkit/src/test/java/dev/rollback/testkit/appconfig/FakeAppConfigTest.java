package dev.rollback.testkit.appconfig;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.appconfig.model.Application;
import software.amazon.awssdk.services.appconfig.model.BadRequestException;
import software.amazon.awssdk.services.appconfig.model.ConfigurationProfileSummary;
import software.amazon.awssdk.services.appconfig.model.DeploymentState;
import software.amazon.awssdk.services.appconfig.model.DeploymentStrategy;
import software.amazon.awssdk.services.appconfig.model.Environment;
import software.amazon.awssdk.services.appconfig.model.GrowthType;
import software.amazon.awssdk.services.appconfig.model.ResourceNotFoundException;
import software.amazon.awssdk.services.appconfig.model.ValidatorType;

class FakeAppConfigTest {
    private final Scene scene = new Scene();
    private final FakeAppConfig appConfig = scene.appConfig;

    // the set-up by calls

    @Test
    void makes_applications_environments_and_profiles_with_ids_of_their_own() {
        String application =
                appConfig.createApplication(request -> request.name("shop")).id();
        String environment = appConfig
                .createEnvironment(request -> request.applicationId(application).name("prod"))
                .id();
        String profile = appConfig
                .createConfigurationProfile(request ->
                        request.applicationId(application).name("flags").locationUri("hosted"))
                .id();

        assertThat(List.of(application, environment, profile))
                .allMatch(id -> id.matches("[a-z0-9]{4,7}"))
                .doesNotHaveDuplicates();
        assertThat(appConfig
                        .getConfigurationProfile(
                                request -> request.applicationId(application).configurationProfileId(profile))
                        .type())
                .isEqualTo("AWS.Freeform");
        assertThat(appConfig
                        .getApplication(request -> request.applicationId(application))
                        .name())
                .isEqualTo("shop");
    }

    @Test
    void allows_equal_names() {
        appConfig.createApplication(request -> request.name("shop"));

        assertThat(appConfig.listApplications(request -> {}).items().stream().map(Application::name))
                .containsExactly("shop", "shop");
    }

    @Test
    void finds_what_calls_made_when_a_scene_names_it() {
        String id = appConfig.createApplication(request -> request.name("blog")).id();

        assertThat(appConfig.application("blog").id()).isEqualTo(id);
    }

    @Test
    void lists_environments_and_profiles_of_one_application() {
        scene.prod.profile("flags").flags();
        appConfig.application("blog").environment("test").profile("texts");
        String shop = scene.prod.application().id();

        List<Environment> environments = appConfig
                .listEnvironments(request -> request.applicationId(shop))
                .items();
        List<ConfigurationProfileSummary> all = appConfig
                .listConfigurationProfiles(request -> request.applicationId(shop))
                .items();
        List<ConfigurationProfileSummary> flags = appConfig
                .listConfigurationProfiles(
                        request -> request.applicationId(shop).type("AWS.AppConfig.FeatureFlags"))
                .items();

        assertThat(environments.stream().map(Environment::name)).containsExactly("prod");
        assertThat(all.stream().map(ConfigurationProfileSummary::name)).containsExactly("limits", "flags");
        assertThat(flags.stream().map(ConfigurationProfileSummary::name)).containsExactly("flags");
    }

    @Test
    void lists_profiles_with_the_types_of_their_validators_alone() {
        scene.limits.schema("{}");
        String shop = scene.prod.application().id();

        assertThat(appConfig
                        .listConfigurationProfiles(request -> request.applicationId(shop))
                        .items())
                .singleElement()
                .satisfies(profile -> assertThat(profile.validatorTypes()).containsExactly(ValidatorType.JSON_SCHEMA));
    }

    @Test
    void knows_the_strategies_that_every_account_has_with_their_times() {
        List<DeploymentStrategy> strategies =
                appConfig.listDeploymentStrategies(request -> {}).items();

        assertThat(strategies.stream()
                        .map(one -> one.id() + " " + one.growthFactor() + " " + one.deploymentDurationInMinutes() + "+"
                                + one.finalBakeTimeInMinutes()))
                .containsExactly(
                        "AppConfig.AllAtOnce 100.0 0+10",
                        "AppConfig.Linear50PercentEvery30Seconds 50.0 1+1",
                        "AppConfig.Canary10Percent20Minutes 10.0 20+10",
                        "AppConfig.Linear20PercentEvery6Minutes 20.0 30+30");
        assertThat(appConfig
                        .getDeploymentStrategy(
                                request -> request.deploymentStrategyId("AppConfig.Canary10Percent20Minutes"))
                        .growthType())
                .isEqualTo(GrowthType.EXPONENTIAL);
    }

    @Test
    void refuses_strategies_that_cannot_be() {
        assertThatThrownBy(() -> appConfig.createDeploymentStrategy(
                        request -> request.name("slow").growthFactor(10f).deploymentDurationInMinutes(1441)))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("between 0 and 1440");
        assertThatThrownBy(() -> appConfig.createDeploymentStrategy(
                        request -> request.name("none").growthFactor(0f).deploymentDurationInMinutes(1)))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("between 1.0 and 100.0");
    }

    @Test
    void refuses_profiles_that_cannot_be() {
        String shop = scene.prod.application().id();

        assertThatThrownBy(() -> appConfig.createConfigurationProfile(
                        request -> request.applicationId(shop).name("x").locationUri("ftp://x")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("locationUri");
        assertThatThrownBy(() -> appConfig.createConfigurationProfile(request -> request.applicationId(shop)
                        .name("x")
                        .locationUri("s3://bucket/key")
                        .type("AWS.AppConfig.FeatureFlags")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("hosted configuration store only");
    }

    @Test
    void knows_nothing_of_what_was_not_made() {
        String shop = scene.prod.application().id();

        assertThatThrownBy(() -> appConfig.getApplication(request -> request.applicationId("abc1234")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> appConfig.getEnvironment(
                        request -> request.applicationId(shop).environmentId("abc1234")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> appConfig.getConfigurationProfile(
                        request -> request.applicationId(shop).configurationProfileId("abc1234")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    // the scene

    @Test
    void tells_the_past_of_a_profile() {
        scene.limits
                .ran("{\"most\": 1}", ofDays(30))
                .deployed("{\"most\": 2}", ofMinutes(20))
                .unhealthy();

        assertThat(scene.limits.servedVersion()).isEqualTo("2");
        assertThat(scene.limits.servedContent()).isEqualTo("{\"most\": 2}");
        assertThat(scene.limits.isHealthy()).isFalse();
        assertThat(scene.prod.deployments().get(1).startedAt())
                .isEqualTo(scene.account.now().minus(ofMinutes(20)).minus(ofDays(30)));
        assertThat(scene.prod.deployments()).allMatch(one -> one.state() == DeploymentState.COMPLETE);
    }

    @Test
    void tells_of_a_deployment_that_is_under_way() {
        scene.limits
                .ran("{\"most\": 1}", ofDays(1))
                .by("AppConfig.Canary10Percent20Minutes")
                .deployed("{\"most\": 2}", ofMinutes(9))
                .unhealthy();

        assertThat(scene.limits.latest().state()).isEqualTo(DeploymentState.DEPLOYING);
        assertThat(scene.limits.healthyShare()).isEqualTo(0.8);
        assertThat(scene.limits.traffic()).containsEntry("2", 0.2);
    }

    @Test
    void tells_of_deployments_that_were_rolled_back_or_reverted() {
        scene.limits
                .ran("{\"most\": 1}", ofDays(1))
                .deployed("{\"most\": 2}", ofHours(3))
                .rolledBack()
                .deployed("{\"most\": 3}", ofHours(2))
                .reverted(ofHours(1));

        assertThat(scene.prod.deployments().stream().map(one -> one.state()))
                .containsExactly(DeploymentState.REVERTED, DeploymentState.ROLLED_BACK, DeploymentState.COMPLETE);
        assertThat(scene.limits.servedVersion()).isEqualTo("1");
    }

    @Test
    void tells_of_a_version_that_was_deployed_again() {
        scene.limits
                .ran("{\"most\": 1}", ofDays(2))
                .ran("{\"most\": 2}", ofDays(1))
                .redeployed("1", ofHours(1));

        assertThat(scene.limits.versions()).containsExactly("2", "1");
        assertThat(scene.limits.servedVersion()).isEqualTo("1");
    }

    @Test
    void keeps_versions_of_other_stores_apart_from_hosted_ones() {
        scene.limits.storedIn("ssm-parameter://limits").ran("1", ofDays(2)).deployed("2", ofHours(1));

        assertThat(scene.limits.versions()).isEmpty();
        assertThat(scene.limits.servedVersion()).isEqualTo("2");
        scene.limits.deleted("1");
        assertThatThrownBy(() -> scene.start("1", "AppConfig.AllAtOnce"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("ssm-parameter://limits version 1");
    }

    @Test
    void lets_others_act_by_the_rules() {
        scene.twoVersions().limits.someoneCreates("{\"most\": 3}").unhealthy();

        scene.limits.someoneDeploysVersion("3");
        scene.clock.advance(ofMinutes(11));
        boolean then = scene.limits.isHealthy();
        scene.limits.someoneStops();

        assertThat(then).isFalse();
        assertThat(scene.limits.latest().description()).isEqualTo("released by the pipeline");
        assertThat(scene.limits.servedVersion()).isEqualTo("2");
    }

    // a scene that makes no sense

    @Test
    void refuses_a_past_that_is_told_too_late() {
        scene.twoVersions().prod.state();

        assertThatThrownBy(() -> scene.limits.ran("{}", ofDays(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The scene of configuration limits in environment prod was told of its past too late:"
                        + " expected that before the first look at its environment, got it after. Tell the past first,"
                        + " or say what someone does now with someoneDeploys(…).");
    }

    @Test
    void refuses_a_past_that_is_out_of_order() {
        scene.limits.deployed("{}", ofMinutes(5)).deployed("{}", ofMinutes(10));

        assertThatThrownBy(scene.prod::state)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is out of order: expected version 1 to begin before")
                .hasMessageEndingWith("Say the oldest first.");
    }

    @Test
    void refuses_times_that_have_not_come() {
        assertThatThrownBy(() -> scene.limits.deployed("{}", ofMinutes(-5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a duration of zero or more, got PT-5M");
    }

    @Test
    void refuses_to_speak_of_nothing() {
        assertThatThrownBy(scene.limits::unhealthy)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was asked for unhealthy() too early");
        assertThatThrownBy(scene.limits::servedVersion)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("asked for servedVersion(): expected something deployed, got nothing");
    }

    @Test
    void names_what_of_a_validator_is_not_faked() {
        scene.twoVersions().limits.schema("{\"oneOf\": []}");

        assertThatThrownBy(() -> scene.start("1", "AppConfig.AllAtOnce"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("holds oneOf, which is not faked");
    }
}
