package dev.rollback.aws.iam;

import dev.rollback.target.Finding;
import dev.rollback.target.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/**
 * What simulated denies mean for a plan.
 *
 * @param principal who would be denied
 * @param needed what the plan needs
 * @param results the denies by resource
 */
record Denied(String principal, List<Permission> needed, Map<String, List<EvaluationResult>> results) {

    List<Finding> findings() {
        Set<String> writes = new TreeSet<>();
        Set<String> unsure = new TreeSet<>();
        Set<String> reads = new TreeSet<>();
        results.forEach((resource, denied) -> denied.forEach(result -> {
            String line = result.evalActionName() + " on " + resource;
            if (!isWrite(result.evalActionName(), resource)) {
                reads.add(line);
            } else if (isUnsure(result)) {
                unsure.add(line + " (for want of " + String.join(", ", missing(result)) + ")");
            } else {
                writes.add(line);
            }
        }));
        return findings(writes, unsure, reads);
    }

    private List<Finding> findings(Set<String> writes, Set<String> unsure, Set<String> reads) {
        List<Finding> findings = new ArrayList<>();
        if (!writes.isEmpty()) {
            findings.add(Finding.soft(
                    "PERMISSION_DENIED",
                    "IAM says that " + principal + " may not: " + String.join("; ", writes) + ".",
                    "Give these permissions; or override PERMISSION_DENIED if a policy of the resource gives them."));
        }
        if (!unsure.isEmpty()) {
            findings.add(Finding.warning(
                    "PERMISSION_UNSURE",
                    "IAM cannot say whether " + principal + " may: " + String.join("; ", unsure) + ".",
                    "Look at the conditions of its policies."));
        }
        if (!reads.isEmpty()) {
            findings.add(Finding.note(
                    "READ_DENIED",
                    "IAM says that " + principal + " may not look by: " + String.join("; ", reads)
                            + ". What is not seen for that is said where it belongs."));
        }
        return findings;
    }

    private boolean isWrite(String action, String resource) {
        return needed.stream()
                .anyMatch(permission -> permission.use() == Permission.Use.EXECUTE
                        && permission.action().equalsIgnoreCase(action)
                        && permission.resource().equals(resource));
    }

    /** Nothing denies it: a condition was not met because the simulation had no value for it. */
    private static boolean isUnsure(EvaluationResult result) {
        return result.evalDecision() == PolicyEvaluationDecisionType.IMPLICIT_DENY
                && !missing(result).isEmpty();
    }

    /** Told beside the result for {@code *}, and beside each resource for others. */
    private static Set<String> missing(EvaluationResult result) {
        Set<String> missing = new TreeSet<>(result.missingContextValues());
        result.resourceSpecificResults().forEach(specific -> missing.addAll(specific.missingContextValues()));
        return missing;
    }
}
