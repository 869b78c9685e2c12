"""An ECS service and a Lambda alias, each alone and both in one run."""

import io
import json
import pathlib
import tempfile
import uuid
import zipfile

from wire.harness import OK, REFUSED, client, missing, roll_back


class Service:
    """An ECS service whose version 1 is good and whose later ones are bad."""

    def __init__(self, endpoint, name):
        self.ecs = client("ecs", endpoint)
        self.cluster = f"prod-{uuid.uuid4().hex[:8]}"
        self.name = name
        self.family = f"{name}-{uuid.uuid4().hex[:8]}"
        self.ecs.create_cluster(clusterName=self.cluster)
        self.good = self.register("good")
        self.ecs.create_service(cluster=self.cluster, serviceName=name, taskDefinition=self.good, desiredCount=3)

    def register(self, tag):
        container = {"name": "app", "image": f"registry.example.com/{self.name}:{tag}", "cpu": 64, "memory": 128, "essential": True}
        definition = self.ecs.register_task_definition(family=self.family, containerDefinitions=[container])
        return definition["taskDefinition"]["taskDefinitionArn"]

    def deploy(self, tag):
        definition = self.register(tag)
        self.ecs.update_service(cluster=self.cluster, service=self.name, taskDefinition=definition)
        return definition

    def state(self):
        service = self.ecs.describe_services(cluster=self.cluster, services=[self.name])["services"][0]
        primary = next(deployment for deployment in service["deployments"] if deployment["status"] == "PRIMARY")
        return {
            "service": service["taskDefinition"],
            "primary": primary["taskDefinition"],
            "rollout": primary.get("rolloutState"),
            "desired": service["desiredCount"],
        }

    def serving(self, definition):
        return {"service": definition, "primary": definition, "rollout": "COMPLETED", "desired": 3}

    def argument(self, definition=None):
        return f"ecs:{self.cluster}/{self.name}" + (f"={definition.rsplit('/', 1)[-1]}" if definition else "")


class Function:
    """A Lambda function whose version 1 is good; its alias is moved to bad ones."""

    def __init__(self, endpoint, name):
        self.aws = client("lambda", endpoint)
        self.name = f"{name}-{uuid.uuid4().hex[:8]}"
        role = self.role(client("iam", endpoint))
        self.aws.create_function(
            FunctionName=self.name, Runtime="python3.12", Role=role, Handler="app.handler", Code={"ZipFile": code("good")}
        )
        self.good = self.aws.publish_version(FunctionName=self.name)["Version"]
        self.aws.create_alias(FunctionName=self.name, Name="live", FunctionVersion=self.good)

    def role(self, iam):
        policy = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
        created = iam.create_role(RoleName=self.name, AssumeRolePolicyDocument=json.dumps(policy))
        return created["Role"]["Arn"]

    def publish(self, content):
        self.aws.update_function_code(FunctionName=self.name, ZipFile=code(content))
        return self.aws.publish_version(FunctionName=self.name)["Version"]

    def deploy(self, content):
        version = self.publish(content)
        self.aws.update_alias(
            FunctionName=self.name, Name="live", FunctionVersion=version, RoutingConfig={"AdditionalVersionWeights": {}}
        )
        return version

    def canary(self, content):
        version = self.publish(content)
        weights = {"AdditionalVersionWeights": {version: 0.25}}
        self.aws.update_alias(FunctionName=self.name, Name="live", FunctionVersion=self.good, RoutingConfig=weights)
        return version

    def state(self):
        alias = self.aws.get_alias(FunctionName=self.name, Name="live")
        return alias["FunctionVersion"], alias.get("RoutingConfig", {}).get("AdditionalVersionWeights") or {}

    def argument(self, version=None):
        return f"lambda:{self.name}:live" + (f"={version}" if version else "")

    def update(self):
        return f"PUT /2015-03-31/functions/{self.name}/aliases/live"


def code(content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("app.py", f"def handler(event, context):\n    return {content!r}\n")
    return packed.getvalue()


def prove_service(proof, endpoint):
    service = Service(endpoint, "checkout-api")
    bad = service.deploy("bad")
    proof.same("ecs: boto3 sees the bad version deployed", service.serving(bad), service.state())

    preview = roll_back(endpoint, service.argument(service.good), "--preview")
    proof.exits("ecs: preview", OK, preview)
    proof.writes("ecs: preview", [], preview)
    proof.same("ecs: preview leaves the service alone", service.serving(bad), service.state(), preview)

    unproven = roll_back(endpoint, service.argument())
    proof.exits("ecs: no evidence for any version", REFUSED, unproven)
    proof.writes("ecs: no evidence for any version", [], unproven)

    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "report.json")
        result = roll_back(endpoint, service.argument(), "--accept-unproven", "--report", str(file))
        proof.exits("ecs: rollback to the version before", OK, result)
        proof.writes("ecs: rollback to the version before", ["UpdateService"], result)
        sent = {name for call in result.writes for name in call["body"]}
        proof.same("ecs: sends the task definition alone", {"cluster", "service", "taskDefinition"}, sent, result)
        proof.same("ecs: the good version is back", service.serving(service.good), service.state(), result)
        report = json.loads(file.read_text()) if file.exists() else {}
        proof.same("ecs: the report names the outcome", "ROLLED_BACK", report.get("outcome"), result)

    again = roll_back(endpoint, service.argument(service.good))
    proof.exits("ecs: the same rollback again", OK, again)
    proof.writes("ecs: the same rollback again", [], again)

    service.deploy("worse")
    named = roll_back(endpoint, service.argument(service.good), "--timeout", "PT2M")
    proof.exits("ecs: rollback to a named version", OK, named)
    proof.same("ecs: the named version is back", service.serving(service.good), service.state(), named)

    missing(proof, endpoint, "ecs: missing service", f"ecs:{service.cluster}/no-such-service")
    missing(proof, endpoint, "ecs: missing cluster", "ecs:no-such-cluster/checkout-api")
    missing(proof, endpoint, "ecs: missing task definition", service.argument(f"{service.family}:99"))


def prove_function(proof, where, endpoint):
    function = Function(endpoint, "search-indexer")
    bad = function.deploy("bad")
    proof.same(f"lambda on {where}: boto3 sees the bad version deployed", (bad, {}), function.state())

    preview = roll_back(endpoint, function.argument(function.good), "--preview")
    proof.exits(f"lambda on {where}: preview", OK, preview)
    proof.writes(f"lambda on {where}: preview", [], preview)
    proof.same(f"lambda on {where}: preview leaves the alias alone", (bad, {}), function.state(), preview)

    unproven = roll_back(endpoint, function.argument())
    proof.exits(f"lambda on {where}: no evidence for any version", REFUSED, unproven)
    proof.writes(f"lambda on {where}: no evidence for any version", [], unproven)

    result = roll_back(endpoint, function.argument(), "--accept-unproven")
    proof.exits(f"lambda on {where}: rollback to the version before", OK, result)
    proof.writes(f"lambda on {where}: rollback to the version before", [function.update()], result)
    proof.same(f"lambda on {where}: the good version is back", (function.good, {}), function.state(), result)

    again = roll_back(endpoint, function.argument(function.good))
    proof.exits(f"lambda on {where}: the same rollback again", OK, again)
    proof.writes(f"lambda on {where}: the same rollback again", [], again)

    worse = function.canary("worse")
    proof.same(f"lambda on {where}: boto3 sees the canary", (function.good, {worse: 0.25}), function.state())
    canary = roll_back(endpoint, function.argument(function.good))
    proof.exits(f"lambda on {where}: a canary is taken back", OK, canary)
    proof.same(f"lambda on {where}: no weight is left", (function.good, {}), function.state(), canary)

    missing(proof, endpoint, f"lambda on {where}: missing function", "lambda:no-such-function:live")
    missing(proof, endpoint, f"lambda on {where}: missing alias", f"lambda:{function.name}:no-such-alias")
    missing(proof, endpoint, f"lambda on {where}: missing version", function.argument("99"))


def prove_both(proof, endpoint):
    service, function = Service(endpoint, "basket"), Function(endpoint, "mailer")
    service.deploy("bad"), function.deploy("bad")
    targets = [service.argument(service.good), function.argument(function.good)]
    result = roll_back(endpoint, *targets, "--parallel")
    proof.exits("both in parallel: rollback", OK, result)
    proof.same("both in parallel: the service is back", service.serving(service.good), service.state(), result)
    proof.same("both in parallel: the alias is back", (function.good, {}), function.state(), result)

    bad, worse = service.deploy("worse"), function.deploy("worse")
    refused = roll_back(endpoint, targets[0], "lambda:no-such-function:live")
    proof.exits("one of two is missing: rollback", REFUSED, refused)
    proof.writes("one of two is missing: rollback", [], refused)
    proof.same("one of two is missing: the other is left alone", service.serving(bad), service.state(), refused)
    proof.same("one of two is missing: the alias is left alone", (worse, {}), function.state(), refused)
