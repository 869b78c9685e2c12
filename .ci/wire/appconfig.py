"""Feature flags in AppConfig: version 1 is good, versions 2 and 3 are bad and deployed after it.

Two bad ones, because right after a bad one the rollback would be a revert, which no emulator knows.
"""

import json
import time
import uuid

from wire.harness import OK, client, missing, roll_back

GOOD = {"version": "1", "flags": {"checkout": {"name": "checkout"}}, "values": {"checkout": {"enabled": False}}}
BAD = {"version": "1", "flags": {"checkout": {"name": "checkout"}}, "values": {"checkout": {"enabled": True}}}
WORSE = BAD | {"values": {"checkout": {"enabled": True, "percentage": 100}}}


class Flags:
    def __init__(self, endpoint):
        self.aws = client("appconfig", endpoint)
        self.name = f"shop-{uuid.uuid4().hex[:8]}"
        self.app = self.aws.create_application(Name=self.name)["Id"]
        self.env = self.aws.create_environment(ApplicationId=self.app, Name="prod")["Id"]
        self.profile = self.aws.create_configuration_profile(
            ApplicationId=self.app, Name="flags", LocationUri="hosted", Type="AWS.AppConfig.FeatureFlags"
        )["Id"]
        self.strategy = self.aws.create_deployment_strategy(
            Name=f"at-once-{self.name}", DeploymentDurationInMinutes=0, GrowthFactor=100, FinalBakeTimeInMinutes=0, ReplicateTo="NONE"
        )["Id"]

    def deploy(self, content):
        version = self.aws.create_hosted_configuration_version(
            ApplicationId=self.app,
            ConfigurationProfileId=self.profile,
            Content=json.dumps(content).encode(),
            ContentType="application/json",
        )["VersionNumber"]
        self.aws.start_deployment(
            ApplicationId=self.app,
            EnvironmentId=self.env,
            DeploymentStrategyId=self.strategy,
            ConfigurationProfileId=self.profile,
            ConfigurationVersion=str(version),
        )
        self.settled()
        return str(version)

    def settled(self):
        for _ in range(60):
            if self.newest()["State"] == "COMPLETE":
                return
            time.sleep(1)
        raise AssertionError(f"the deployment did not end: {self.newest()}")

    def newest(self):
        listed = self.aws.list_deployments(ApplicationId=self.app, EnvironmentId=self.env)["Items"]
        number = max(deployment["DeploymentNumber"] for deployment in listed)
        return self.aws.get_deployment(ApplicationId=self.app, EnvironmentId=self.env, DeploymentNumber=number)

    def serving(self):
        newest = self.newest()
        return newest["State"], newest["ConfigurationVersion"], newest["DeploymentNumber"]

    def argument(self, version=None, profile="flags"):
        return f"appconfig:{self.name}/prod/{profile}" + (f"={version}" if version else "")


def prove(proof, endpoint):
    flags = Flags(endpoint)
    good, _, bad = flags.deploy(GOOD), flags.deploy(BAD), flags.deploy(WORSE)
    proof.same("appconfig: boto3 sees the bad version deployed", ("COMPLETE", bad, 3), flags.serving())

    preview = roll_back(endpoint, flags.argument(good), "--preview")
    proof.exits("appconfig: preview", OK, preview)
    proof.writes("appconfig: preview", [], preview)
    proof.same("appconfig: preview leaves the flags alone", ("COMPLETE", bad, 3), flags.serving(), preview)

    result = roll_back(endpoint, flags.argument(good))
    proof.exits("appconfig: rollback to a named version", OK, result)
    proof.writes("appconfig: rollback to a named version", [f"POST /applications/{flags.app}/environments/{flags.env}/deployments"], result)
    proof.same("appconfig: the good version is deployed", ("COMPLETE", good, 4), flags.serving(), result)

    again = roll_back(endpoint, flags.argument(good))
    proof.exits("appconfig: the same rollback again", OK, again)
    proof.writes("appconfig: the same rollback again", [], again)

    missing(proof, endpoint, "appconfig: missing application", "appconfig:no-such-shop/prod/flags")
    missing(proof, endpoint, "appconfig: missing environment", f"appconfig:{flags.name}/no-such-stage/flags")
    missing(proof, endpoint, "appconfig: missing profile", flags.argument(profile="no-such-flags"))
    missing(proof, endpoint, "appconfig: missing version", flags.argument("99"))
