package dev.rollback.aws.ecs;

import dev.rollback.aws.sdk.Arn;
import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Assessment;
import java.util.Optional;

/** The permissions that looking at a service and changing it need. Source: AWS Service Authorization Reference. */
final class Rights {

    private final AwsScope scope;
    private final ServiceName name;

    Rights(AwsScope scope, ServiceName name) {
        this.scope = scope;
        this.name = name;
    }

    /** Adds them to an assessment. */
    void list(Assessment.Builder assessment, Optional<Definition> definition, boolean registers, boolean alarms) {
        String service = scope.arn("ecs", "service/" + name);
        String deployments = scope.arn("ecs", "service-deployment/" + name + "/*");
        assessment
                .reads("ecs:DescribeServices", service)
                .reads("ecs:ListServiceDeployments", service)
                .reads("ecs:DescribeServiceDeployments", deployments)
                .reads("ecs:DescribeServiceRevisions", scope.arn("ecs", "service-revision/" + name + "/*"))
                .reads("ecs:DescribeTaskDefinition", "*")
                .reads("ecs:ListTaskDefinitions", "*")
                .reads("ecs:ListTasks", "*")
                .reads("ecs:DescribeTasks", scope.arn("ecs", "task/" + name.cluster() + "/*"))
                .reads("events:ListRuleNamesByTarget", "*")
                .reads("events:ListTargetsByRule", scope.arn("events", "rule/*"))
                .writes("ecs:UpdateService", service)
                .writes("ecs:StopServiceDeployment", deployments);
        if (alarms) {
            assessment.reads("cloudwatch:DescribeAlarms", scope.arn("cloudwatch", "alarm:*"));
        }
        definition.ifPresent(found -> ofDefinition(assessment, found, registers));
    }

    private void ofDefinition(Assessment.Builder assessment, Definition definition, boolean registers) {
        definition.containers().stream()
                .flatMap(container -> ImageRef.parse(String.valueOf(container.image())).ecr().stream())
                .map(ImageRef.Ecr::arn)
                .distinct()
                .forEach(arn -> assessment.reads("ecr:DescribeImages", arn));
        Needs.references(definition).forEach(name -> reference(assessment, name));
        if (registers) {
            String family = Definition.family(definition.arn());
            assessment.writes("ecs:RegisterTaskDefinition", scope.arn("ecs", "task-definition/" + family + ":*"));
        }
        definition.roles().forEach(role -> assessment.reads("iam:GetRole", role).writes("iam:PassRole", role));
    }

    private void reference(Assessment.Builder assessment, String name) {
        if (Needs.isSecret(name)) {
            assessment.reads("secretsmanager:DescribeSecret", Needs.secretId(name));
        } else {
            assessment.reads("ssm:GetParameters", Arn.looksLike(name) ? name : parameter(name));
        }
    }

    private String parameter(String name) {
        return scope.arn("ssm", "parameter" + (name.startsWith("/") ? "" : "/") + name);
    }
}
