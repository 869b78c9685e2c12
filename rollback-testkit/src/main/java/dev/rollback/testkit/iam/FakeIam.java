package dev.rollback.testkit.iam;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Presence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/**
 * IAM in memory: GetRole and SimulatePrincipalPolicy.
 *
 * <p>Every role exists but those a scene calls missing; after {@link #onlyWhatIsNamed()} only those it names do. Everybody may do everything but what a scene denies; that holds for simulations alone, calls are made all the same.
 * Paths, policies and trust are not modelled. Not thread-safe.
 */
public final class FakeIam implements IamClient {
    private final FakeAccount account;
    private final Instant opened;
    private final Presence roles = new Presence();
    private final SortedMap<String, PolicyEvaluationDecisionType> denied = new TreeMap<>();
    private final SortedMap<String, String> wanting = new TreeMap<>();

    /** Opens IAM with every role there. */
    public FakeIam(FakeAccount account) {
        this.account = requireNonNull(account, "account");
        this.opened = account.now();
    }

    /** Names a role that exists. */
    public FakeIam role(String name) {
        roles.add(name);
        return this;
    }

    /** Names a role that does not exist. */
    public FakeIam missing(String name) {
        roles.remove(name);
        return this;
    }

    /** Says that roles that were not named exist. This is the default. */
    public FakeIam everythingExists() {
        roles.everythingExists();
        return this;
    }

    /** Says that roles that were not named do not exist. */
    public FakeIam onlyWhatIsNamed() {
        roles.onlyWhatIsNamed();
        return this;
    }

    /** Lets simulations deny an action, because a policy says so. */
    public FakeIam denies(String action) {
        denied.put(action, PolicyEvaluationDecisionType.EXPLICIT_DENY);
        return this;
    }

    /** Lets simulations deny an action, because no policy allows it. */
    public FakeIam doesNotAllow(String action) {
        denied.put(action, PolicyEvaluationDecisionType.IMPLICIT_DENY);
        return this;
    }

    /** Lets simulations deny an action, because the policy that allows it has a condition on that key. */
    public FakeIam allowsOnlyWith(String action, String contextKey) {
        wanting.put(action, contextKey);
        return doesNotAllow(action);
    }

    /** One page: who asks for more than 1,000 at once is not modelled. */
    @Override
    public SimulatePrincipalPolicyResponse simulatePrincipalPolicy(SimulatePrincipalPolicyRequest request) {
        if (!String.valueOf(request.policySourceArn()).matches("arn:aws[a-z-]*:iam::\\d{12}:(user|group|role)/.+")) {
            throw AwsErrors.error(
                    IamException.builder(),
                    400,
                    "InvalidInput",
                    "Invalid Entity Arn: " + request.policySourceArn(),
                    "Iam");
        }
        List<String> resources = request.resourceArns().isEmpty() ? List.of("*") : request.resourceArns();
        List<EvaluationResult> results = new ArrayList<>();
        for (String action : request.actionNames()) {
            resources.forEach(resource -> results.add(evaluated(action, resource)));
        }
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(results)
                .isTruncated(false)
                .build();
    }

    private EvaluationResult evaluated(String action, String resource) {
        String key = wanting.get(action);
        List<String> missing = key == null ? List.of() : List.of(key);
        PolicyEvaluationDecisionType decision = denied.getOrDefault(action, PolicyEvaluationDecisionType.ALLOWED);
        EvaluationResult.Builder result = EvaluationResult.builder()
                .evalActionName(action)
                .evalResourceName(resource)
                .evalDecision(decision);
        return resource.equals("*")
                ? result.missingContextValues(missing).build()
                : result.resourceSpecificResults(List.of(ResourceSpecificResult.builder()
                                .evalResourceName(resource)
                                .evalResourceDecision(decision)
                                .missingContextValues(missing)
                                .build()))
                        .build();
    }

    @Override
    public GetRoleResponse getRole(GetRoleRequest request) {
        String name = request.roleName();
        if (!roles.has(name)) {
            throw AwsErrors.error(
                    NoSuchEntityException.builder(),
                    404,
                    "NoSuchEntity",
                    "The role with name " + name + " cannot be found.",
                    "Iam");
        }
        Role role = Role.builder()
                .roleName(name)
                .path("/")
                .arn("arn:aws:iam::" + account.id() + ":role/" + name)
                .createDate(opened)
                .build();
        return GetRoleResponse.builder().role(role).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
