package dev.rollback.aws.appconfig;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What an environment has to say to a deployment of a profile, and what one may have to ask it. */
final class EnvironmentChecks {

    private final AwsScope scope;
    private final AppConfigCalls calls;
    private final Place place;
    private final String title;

    EnvironmentChecks(AwsScope scope, AppConfigCalls calls, Place place, String title) {
        this.scope = scope;
        this.calls = calls;
        this.place = place;
        this.title = title;
    }

    /** Another profile's deployment comes first. */
    static Finding busy(Deployment open) {
        return Finding.warning(
                "ENVIRONMENT_BUSY",
                "The environment is taken by " + open + " of profile "
                        + open.about().profile() + ", "
                        + Math.round(open.percent()) + " %: this change waits for it until about "
                        + open.expectedEnd()
                        + ".",
                "Stop that deployment if this one matters more.");
    }

    List<Finding> monitors(Look look) {
        return Looked.at(look, () -> new MonitorLook(scope).look(look, calls.monitors(look, place)))
                .findings(
                        "MONITORS",
                        "the alarms that the environment of " + title + " watches",
                        found -> Stream.concat(
                                        found.firing().stream().map(EnvironmentChecks::wouldRevert),
                                        found.missing().stream().map(EnvironmentChecks::unknown))
                                .toList());
    }

    private static Finding unknown(String alarm) {
        return Finding.warning(
                "MONITORS_UNKNOWN",
                "Alarm " + alarm + " is watched by the environment and was not found in CloudWatch: expected it in this"
                        + " account and region. Whether AppConfig would roll this deployment back for it is not known.",
                "Take it off the environment, or make it again.");
    }

    private static Finding wouldRevert(String alarm) {
        return Finding.warning(
                "MONITOR_WOULD_REVERT",
                "Alarm " + alarm + " is watched by the environment: AppConfig would roll this deployment back for it.",
                "Turn the alarm's actions off for the time of the deployment, or take it off the environment.");
    }

    /**
     * The bake keeps others out.
     *
     * @param serving when all clients may get it
     * @param settled when the environment is free again
     */
    static List<Finding> locked(Duration serving, Duration settled) {
        return settled.minus(serving).compareTo(Duration.ofMinutes(1)) < 0
                ? List.of()
                : List.of(Finding.note(
                        "ENVIRONMENT_LOCKED",
                        "The environment takes no other deployment for " + settled.toMinutes()
                                + " minutes: a strategy without bake time would not lock it."));
    }

    // permissions

    private String application() {
        return scope.arn("appconfig", "application/" + place.application());
    }

    private String environment() {
        return application() + "/environment/" + place.environment();
    }

    private String profile() {
        return application() + "/configurationprofile/" + place.profile();
    }

    /** What looking and deploying need, whatever is deployed. */
    void permissions(Assessment.Builder assessment) {
        assessment
                .reads("appconfig:ListApplications", "*")
                .reads("appconfig:ListDeploymentStrategies", "*")
                .reads("appconfig:ListEnvironments", application())
                .reads("appconfig:ListConfigurationProfiles", application())
                .reads("appconfig:GetEnvironment", environment())
                .reads("appconfig:ListDeployments", environment())
                .reads("appconfig:GetDeployment", environment() + "/deployment/*")
                .reads("appconfig:GetConfigurationProfile", profile())
                .reads("appconfig:GetHostedConfigurationVersion", profile() + "/hostedconfigurationversion/*")
                .reads("cloudwatch:DescribeAlarms", "*");
        for (String resource :
                List.of(application(), environment(), profile(), scope.arn("appconfig", "deploymentstrategy/*"))) {
            assessment.writes("appconfig:StartDeployment", resource);
        }
    }

    /** What validating a version and stopping a deployment need. */
    void permissionsToGoBack(Assessment.Builder assessment) {
        assessment
                .reads("appconfig:ValidateConfiguration", profile())
                .reads("appconfig:ListHostedConfigurationVersions", profile())
                .writes("appconfig:StopDeployment", environment() + "/deployment/*");
    }

    /** What making a hosted version needs. */
    void permissionsToMake(Assessment.Builder assessment) {
        assessment
                .reads("appconfig:ListHostedConfigurationVersions", profile())
                .writes("appconfig:CreateHostedConfigurationVersion", application())
                .writes("appconfig:CreateHostedConfigurationVersion", profile());
    }
}
