package dev.rollback.testkit.cloudtrail;

import dev.rollback.testkit.account.FakeAccount;
import org.jspecify.annotations.Nullable;

/**
 * Who made an API call, as CloudTrail names callers.
 *
 * @param type the identity's type: {@code AssumedRole} or {@code IAMUser}
 * @param arn the identity's ARN
 * @param userName the name that LookupEvents shows: of the user, or of the role's session
 * @param sourceAddress an IP address, or the DNS name of the AWS service that called on someone's behalf
 * @param userAgent what the caller called itself
 * @param invokedBy the AWS service that called on someone's behalf, or null
 */
public record TrailActor(
        String type,
        String arn,
        String userName,
        String sourceAddress,
        String userAgent,
        @Nullable String invokedBy) {

    private static final String CODE_DEPLOY = "codedeploy.amazonaws.com";
    private static final String ROLE = "AssumedRole";

    /** Returns a session of a role, as pipelines and tools have it. */
    public static TrailActor session(FakeAccount account, String role, String session) {
        return new TrailActor(
                ROLE, sessionArn(account, role, session), session, "198.51.100.7", "aws-sdk-java/2.x", null);
    }

    /** Returns an IAM user, as a person with keys of their own is one. */
    public static TrailActor user(FakeAccount account, String name) {
        String arn = "arn:aws:iam::" + account.id() + ":user/" + name;
        return new TrailActor("IAMUser", arn, name, "203.0.113.24", "aws-cli/2.x", null);
    }

    /** Returns CodeDeploy, which calls with a role of the account and gives its own name as source address. */
    public static TrailActor codeDeploy(FakeAccount account) {
        String arn = sessionArn(account, "CodeDeployServiceRole", "codedeploy");
        return new TrailActor(ROLE, arn, "codedeploy", CODE_DEPLOY, CODE_DEPLOY, CODE_DEPLOY);
    }

    private static String sessionArn(FakeAccount account, String role, String session) {
        return "arn:aws:sts::" + account.id() + ":assumed-role/" + role + "/" + session;
    }

    JsonObject identity(String accountId) {
        JsonObject identity = JsonObject.empty()
                .with("type", type)
                .with("principalId", "AROAEXAMPLE:" + userName)
                .with("arn", arn)
                .with("accountId", accountId)
                .withIf(!type.equals(ROLE), "userName", userName);
        return invokedBy == null ? identity : identity.with("invokedBy", invokedBy);
    }
}
