package dev.rollback.testkit.eventbridge;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetRequest;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;

/**
 * The rules of one account and what they start, as far as a rollback asks: who else uses a task definition.
 *
 * <p>It answers PutRule, PutTargets, ListRuleNamesByTarget and ListTargetsByRule. For an ECS task the target's ARN is
 * the cluster's, and the task definition stands in its ECS parameters. No rule ever fires. Not thread-safe.
 */
public final class FakeEventBridge implements EventBridgeClient {
    private static final int PAGE = 100;
    private static final String DEFAULT_BUS = "default";
    private static final String SERVICE = "EventBridge";

    private final FakeAccount account;
    private final Map<String, Map<String, Map<String, Target>>> buses = new TreeMap<>();

    /** Opens an account without rules. */
    public FakeEventBridge(FakeAccount account) {
        this.account = requireNonNull(account, "account");
    }

    /**
     * Schedules a task of a definition on a cluster.
     *
     * @param rule the rule's name; a rule may start several tasks
     * @param cluster the cluster's name
     * @param taskDefinition {@code family} (always the newest), or {@code family:revision}
     */
    public void schedulesTask(String rule, String cluster, String taskDefinition) {
        Map<String, Target> targets = rules(DEFAULT_BUS).computeIfAbsent(rule, name -> new LinkedHashMap<>());
        String id = "task-" + (targets.size() + 1);
        targets.put(
                id,
                Target.builder()
                        .id(id)
                        .arn(account.arn("ecs", "cluster/" + cluster))
                        .ecsParameters(
                                ecs -> ecs.taskDefinitionArn(account.arn("ecs", "task-definition/" + taskDefinition)))
                        .build());
    }

    @Override
    public PutRuleResponse putRule(PutRuleRequest request) {
        String bus = bus(request.eventBusName());
        rules(bus).computeIfAbsent(request.name(), name -> new LinkedHashMap<>());
        String path = bus.equals(DEFAULT_BUS) ? "rule/" : "rule/" + bus + "/";
        return PutRuleResponse.builder()
                .ruleArn(account.arn("events", path + request.name()))
                .build();
    }

    @Override
    public PutTargetsResponse putTargets(PutTargetsRequest request) {
        Map<String, Target> targets = targets(request.eventBusName(), request.rule());
        request.targets().forEach(target -> targets.put(target.id(), target));
        return PutTargetsResponse.builder()
                .failedEntryCount(0)
                .failedEntries(List.of())
                .build();
    }

    @Override
    public ListRuleNamesByTargetResponse listRuleNamesByTarget(ListRuleNamesByTargetRequest request) {
        List<String> names = new ArrayList<>();
        rules(bus(request.eventBusName())).forEach((name, targets) -> {
            if (targets.values().stream().anyMatch(target -> target.arn().equals(request.targetArn()))) {
                names.add(name);
            }
        });
        Page<String> page = page(names, request.nextToken(), request.limit());
        return ListRuleNamesByTargetResponse.builder()
                .ruleNames(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    @Override
    public ListTargetsByRuleResponse listTargetsByRule(ListTargetsByRuleRequest request) {
        List<Target> targets =
                List.copyOf(targets(request.eventBusName(), request.rule()).values());
        Page<Target> page = page(targets, request.nextToken(), request.limit());
        return ListTargetsByRuleResponse.builder()
                .targets(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static <T> Page<T> page(List<T> all, @Nullable String token, @Nullable Integer limit) {
        return Page.of(all, token, requireNonNullElse(limit, PAGE), FakeEventBridge::badToken);
    }

    private Map<String, Map<String, Target>> rules(String bus) {
        return buses.computeIfAbsent(bus, name -> new TreeMap<>());
    }

    private Map<String, Target> targets(@Nullable String busName, String rule) {
        Map<String, Target> targets = rules(bus(busName)).get(rule);
        if (targets == null) {
            throw AwsErrors.badRequest(
                    ResourceNotFoundException.builder(),
                    "ResourceNotFoundException",
                    "Rule " + rule + " does not exist on EventBus " + bus(busName) + ".",
                    SERVICE);
        }
        return targets;
    }

    /** A bus may be named by its ARN. */
    private static String bus(@Nullable String name) {
        return name == null ? DEFAULT_BUS : name.substring(name.lastIndexOf('/') + 1);
    }

    private static AwsServiceException badToken() {
        return AwsErrors.badRequest(
                EventBridgeException.builder(), "ValidationException", "The next token is invalid", SERVICE);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
