package dev.rollback.aws.iam;

import dev.rollback.aws.sdk.Arn;
import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Check;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Permission;
import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Whether the caller has the permissions that the targets of a plan declare, as IAM simulates it: a denied write is a soft blocker, {@code PERMISSION_DENIED}; a denied read is a note, because a preview that could not
 * look says so itself; a deny for want of a condition's value is a warning, {@code PERMISSION_UNSURE}.
 *
 * <p>One call for all actions on a resource. A simulation knows the policies of the user or role, its boundary and the organization's; it knows neither policies of resources nor those of the session, so a deny may be wrong and an
 * allow as well. Resources of other accounts are left out, and counted in a note: make another check with the targets of that account. Needs {@code sts:GetCallerIdentity}, {@code iam:SimulatePrincipalPolicy}, and of a role {@code
 * iam:GetRole}. Sources: AWS IAM API reference, SimulatePrincipalPolicy and EvaluationResult; IAM user guide, identifiers (the ARN of a session leaves the path of its role out). Thread-safe. Made by {@code AwsTargets.permissionsPresent()}.
 */
public final class PermissionCheck implements Check {

    private final AwsScope scope;
    private final SdkService<IamClient> iam;
    private final SdkService<StsClient> sts;

    /** Made by {@code AwsTargets.permissionsPresent()}. */
    public PermissionCheck(AwsScope scope, Class<IamClient> iam) {
        this.scope = scope;
        this.iam = scope.service("iam", iam);
        this.sts = scope.service("sts", StsClient.class).about("the caller");
    }

    @Override
    public List<Finding> check(Planned planned, Look look) {
        List<Permission> here =
                planned.permissions().stream().filter(this::isHere).toList();
        List<Finding> findings = new ArrayList<>();
        int elsewhere = planned.permissions().size() - here.size();
        if (elsewhere > 0) {
            findings.add(Finding.note(
                    "PERMISSIONS_ELSEWHERE",
                    elsewhere + " permissions on resources of other accounts than " + scope.account()
                            + " were not simulated."));
        }
        if (here.isEmpty()) {
            return findings;
        }
        Optional<String> principal = principal(look);
        if (principal.isEmpty()) {
            findings.add(Finding.note(
                    "CALLER_IS_ROOT",
                    "The caller is the root of the account, which may do everything that its organization lets it."));
            return findings;
        }
        Map<String, List<EvaluationResult>> denied = new LinkedHashMap<>();
        byResource(here)
                .forEach((resource, actions) -> denied.put(resource, denied(principal.get(), resource, actions, look)));
        findings.addAll(new Denied(principal.get(), here, denied).findings());
        return findings;
    }

    private boolean isHere(Permission permission) {
        String owner = Arn.looksLike(permission.resource())
                ? Arn.parse(permission.resource()).account()
                : "";
        return owner.isEmpty() || owner.equals(scope.account());
    }

    private static Map<String, List<String>> byResource(List<Permission> permissions) {
        return permissions.stream()
                .collect(Collectors.groupingBy(
                        Permission::resource,
                        TreeMap::new,
                        Collectors.mapping(Permission::action, Collectors.toList())));
    }

    /** The user or the role that calls; empty for the root of the account, which no policy binds. */
    private Optional<String> principal(Look look) {
        String caller = sts.read(
                look, "GetCallerIdentity", client -> client.getCallerIdentity().arn());
        String resource = Arn.parse(caller).resource();
        if (resource.equals("root")) {
            return Optional.empty();
        }
        if (resource.startsWith("user/")) {
            return Optional.of(caller);
        }
        if (!resource.startsWith("assumed-role/")) {
            throw TargetException.invalid(
                    "IAM cannot simulate what " + caller
                            + " may do: expected a user or the session of a role. Call with one of these, or leave the check out");
        }
        String role = resource.split("/", -1)[1];
        return Optional.of(iam.about("role " + role)
                .read(
                        look,
                        "GetRole",
                        client ->
                                client.getRole(get -> get.roleName(role)).role().arn()));
    }

    private List<EvaluationResult> denied(String principal, String resource, List<String> actions, Look look) {
        SdkService<IamClient> simulator = iam.about("the policies of " + principal);
        List<EvaluationResult> denied = new ArrayList<>();
        @Nullable String marker = null;
        do {
            SimulatePrincipalPolicyRequest request = SimulatePrincipalPolicyRequest.builder()
                    .policySourceArn(principal)
                    .actionNames(actions.stream().distinct().toList())
                    .resourceArns(resource)
                    .marker(marker)
                    .build();
            SimulatePrincipalPolicyResponse page =
                    simulator.read(look, "SimulatePrincipalPolicy", client -> client.simulatePrincipalPolicy(request));
            page.evaluationResults().stream()
                    .filter(result -> result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
                    .forEach(denied::add);
            marker = Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null;
        } while (marker != null);
        return denied;
    }

    @Override
    public String describe() {
        return "the caller has the permissions that the plan needs, as IAM simulates it";
    }

    @Override
    public List<Permission> permissions() {
        return List.of(
                new Permission("sts:GetCallerIdentity", "*", Permission.Use.PREVIEW),
                new Permission("iam:GetRole", "*", Permission.Use.PREVIEW),
                new Permission("iam:SimulatePrincipalPolicy", "*", Permission.Use.PREVIEW));
    }
}
