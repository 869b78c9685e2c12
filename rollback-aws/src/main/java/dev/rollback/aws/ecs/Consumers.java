package dev.rollback.aws.ecs;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Who else runs the definition that is rolled away from: they are not rolled back with the service. */
final class Consumers {

    private static final int MOST_RULES = 20;
    private static final String CODE = "OTHER_CONSUMERS";
    private static final String UNKNOWN = "CONSUMERS_UNKNOWN";

    private final AwsScope scope;
    private final EcsCalls calls;
    private final ServiceName name;

    Consumers(AwsScope scope, EcsCalls calls, ServiceName name) {
        this.scope = scope;
        this.calls = calls;
        this.name = name;
    }

    List<Finding> of(String definition, Look look) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(Looks.tried(UNKNOWN, "which schedules run it", () -> scheduled(definition, look)));
        findings.addAll(Looks.tried(UNKNOWN, "which tasks of their own run it", () -> standalone(definition, look)));
        findings.addAll(Looks.tried(UNKNOWN, "which other services run it", () -> neighbours(definition, look)));
        return findings;
    }

    private List<Finding> scheduled(String definition, Look look) {
        Optional<SdkService<EventBridgeClient>> rules = scope.optional("events", () -> EventBridgeClient.class);
        return rules.map(service -> scheduled(service, definition, look))
                .orElseGet(() -> List.of(Finding.note(UNKNOWN, AwsScope.missingModule("eventbridge"))));
    }

    private List<Finding> scheduled(SdkService<EventBridgeClient> service, String definition, Look look) {
        String cluster = scope.arn("ecs", "cluster/" + name.cluster());
        return service
                .read(look, "ListRuleNamesByTarget", client -> client.listRuleNamesByTarget(b -> b.targetArn(cluster)))
                .ruleNames()
                .stream()
                .limit(MOST_RULES)
                .filter(rule -> targets(service, rule, look).anyMatch(target -> runs(target, definition)))
                .map(rule -> other("Rule " + rule + " starts tasks of ", definition))
                .toList();
    }

    private static Stream<Target> targets(SdkService<EventBridgeClient> service, String rule, Look look) {
        return service
                .read(look, "ListTargetsByRule", client -> client.listTargetsByRule(b -> b.rule(rule)))
                .targets()
                .stream();
    }

    /** A rule that names only the family starts its newest definition. */
    private static boolean runs(Target target, String definition) {
        String runs = target.ecsParameters() == null
                ? ""
                : String.valueOf(target.ecsParameters().taskDefinitionArn());
        return Seen.sameDefinition(runs, definition)
                || Definition.shortName(runs).equals(Definition.family(definition));
    }

    private List<Finding> standalone(String definition, Look look) {
        long tasks = calls.runningTasks(Definition.family(definition), look).stream()
                .filter(task -> Seen.sameDefinition(String.valueOf(task.taskDefinitionArn()), definition))
                .filter(Consumers::isStandalone)
                .count();
        return tasks == 0
                ? List.of()
                : List.of(
                        other(tasks + (tasks == 1 ? " task" : " tasks") + " outside of any service run ", definition));
    }

    private static boolean isStandalone(Task task) {
        return !String.valueOf(task.group()).startsWith("service:");
    }

    private List<Finding> neighbours(String definition, Look look) {
        List<Finding> findings = new ArrayList<>();
        List<String> names = calls.neighbours(look);
        for (int from = 0; from < names.size(); from += EcsCalls.SERVICES) {
            List<String> some = names.subList(from, Math.min(names.size(), from + EcsCalls.SERVICES));
            calls.services(some, look).stream()
                    .filter(service -> Seen.sameDefinition(new Seen(service).definition(), definition))
                    .map(Service::serviceName)
                    .forEach(other -> findings.add(other("Service " + other + " runs ", definition)));
        }
        return findings;
    }

    private static Finding other(String who, String definition) {
        return Finding.note(CODE, who + Definition.shortName(definition) + ", which this rollback does not change.");
    }
}
