package dev.rollback.testkit.ecs;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.cloudwatch.FakeCloudWatch;
import dev.rollback.testkit.ecr.FakeEcr;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** An account at noon whose clock is moved by hand, and short ways to look at its checkout service. */
final class Scene {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final String DEFINITION = "arn:aws:ecs:eu-west-1:123456789012:task-definition/checkout:";
    static final String IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/checkout:";

    Instant now = NOON;
    final FakeAccount account = new FakeAccount(() -> now, "eu-west-1", "123456789012");
    final FakeEcr ecr = new FakeEcr(account);
    final FakeCloudWatch cloudWatch = new FakeCloudWatch(account);
    final FakeEcs ecs = new FakeEcs(account, ecr, cloudWatch);
    final FakeEcsService checkout = ecs.service("prod", "checkout");

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    static Duration hours(long hours) {
        return Duration.ofHours(hours);
    }

    static Duration days(long days) {
        return Duration.ofDays(days);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Service describe() {
        return ecs.describeServices(r -> r.cluster("prod").services("checkout"))
                .services()
                .get(0);
    }

    Deployment primary() {
        return describe().deployments().get(0);
    }

    List<String> events() {
        return describe().events().stream().map(ServiceEvent::message).toList();
    }

    void update(String revision) {
        ecs.updateService(r -> r.cluster("prod").service("checkout").taskDefinition(DEFINITION + revision));
    }

    /** Registers a copy of the newest definition with an image of its own, and returns its revision. */
    String registerNext() {
        TaskDefinition newest =
                ecs.describeTaskDefinition(r -> r.taskDefinition("checkout")).taskDefinition();
        String next = String.valueOf(newest.revision() + 1);
        ecr.push("checkout", next);
        ContainerDefinition container = newest.containerDefinitions().get(0).toBuilder()
                .image(IMAGE + next)
                .build();
        ecs.registerTaskDefinition(r -> r.family("checkout").containerDefinitions(container));
        return next;
    }

    List<ServiceDeploymentBrief> history() {
        return ecs.listServiceDeployments(r -> r.cluster("prod").service("checkout"))
                .serviceDeployments();
    }

    ServiceDeployment newest() {
        return deployment(history().get(0).serviceDeploymentArn());
    }

    ServiceDeployment deployment(String arn) {
        return ecs.describeServiceDeployments(r -> r.serviceDeploymentArns(arn))
                .serviceDeployments()
                .get(0);
    }

    ServiceRevision revision(String arn) {
        return ecs.describeServiceRevisions(r -> r.serviceRevisionArns(arn))
                .serviceRevisions()
                .get(0);
    }

    String definitionOf(String revisionArn) {
        String definition = revision(revisionArn).taskDefinition();
        return definition.substring(definition.lastIndexOf('/') + 1);
    }

    void stopDeployment() {
        String arn = newest().serviceDeploymentArn();
        ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(arn).stopType("ROLLBACK"));
    }

    List<Task> tasks(String desiredStatus) {
        List<String> arns = ecs.listTasks(
                        r -> r.cluster("prod").serviceName("checkout").desiredStatus(desiredStatus))
                .taskArns();
        return arns.isEmpty()
                ? List.of()
                : ecs.describeTasks(r -> r.cluster("prod").tasks(arns)).tasks();
    }
}
