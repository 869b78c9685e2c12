package dev.rollback.aws.ecs;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Who else runs the definition that is rolled away from: they are not rolled back with the service. */
final class Consumers {

    private static final int MOST_RULES = 20;
    private static final String SERVICE = "service:";
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
        findings.addAll(Looks.tried(UNKNOWN, "which other tasks run it", () -> running(definition, look)));
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

    /** The tasks of the definition tell who started them: another service, or nobody's service. */
    private List<Finding> running(String definition, Look look) {
        Map<String, Integer> tasks = new TreeMap<>();
        calls.runningTasks(Definition.family(definition), look).stream()
                .filter(task -> Seen.sameDefinition(String.valueOf(task.taskDefinitionArn()), definition))
                .map(Consumers::starter)
                .filter(starter -> !starter.equals("Service " + name.service()))
                .forEach(starter -> tasks.merge(starter, 1, Integer::sum));
        return tasks.entrySet().stream()
                .map(entry -> other(entry.getKey() + " runs " + entry.getValue() + " of ", definition))
                .toList();
    }

    private static String starter(Task task) {
        String group = String.valueOf(task.group());
        return group.startsWith(SERVICE) ? "Service " + group.substring(SERVICE.length()) : "No service, but somebody,";
    }

    private static Finding other(String who, String definition) {
        return Finding.note(CODE, who + Definition.shortName(definition) + ", which this rollback does not change.");
    }
}
