package dev.rollback.testkit.sts;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsServiceClientConfiguration;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * STS in memory: GetCallerIdentity and AssumeRole.
 *
 * <p>Every role may be assumed but those that a scene refuses. The credentials open nothing: the fakes do not look at
 * them, and who calls stays who it was. Not thread-safe.
 */
public final class FakeSts implements StsClient {
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-zA-Z-]*:iam::(\\d{12}):role/(?:.*/)?([\\w+=,.@-]+)");
    private static final int HOUR = 3_600;

    private final FakeAccount account;
    private final Set<String> refused = new TreeSet<>();
    private String caller;

    /** Opens STS; the caller is the session {@code rollback} of a role {@code operator}. */
    public FakeSts(FakeAccount account) {
        this.account = requireNonNull(account, "account");
        this.caller = "arn:aws:sts::" + account.id() + ":assumed-role/operator/rollback";
    }

    /** Says who calls. */
    public FakeSts caller(String arn) {
        caller = requireNonNull(arn, "arn");
        return this;
    }

    /** Says that the caller may not assume a role. */
    public FakeSts refuses(String roleArn) {
        refused.add(roleArn);
        return this;
    }

    @Override
    public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
        return GetCallerIdentityResponse.builder()
                .account(account.id())
                .arn(caller)
                .userId("AROAFAKE:" + caller.substring(caller.lastIndexOf('/') + 1))
                .build();
    }

    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
        Matcher role = checkedRole(request.roleArn());
        String session = checkedSession(request.roleSessionName());
        int seconds = checkedDuration(request.durationSeconds());
        if (refused.contains(request.roleArn())) {
            throw refusal(
                    403,
                    "AccessDenied",
                    "User: " + caller + " is not authorized to perform: sts:AssumeRole on resource: "
                            + request.roleArn());
        }
        String arn = "arn:aws:sts::" + role.group(1) + ":assumed-role/" + role.group(2) + "/" + session;
        return AssumeRoleResponse.builder()
                .credentials(credentials(seconds))
                .assumedRoleUser(AssumedRoleUser.builder()
                        .arn(arn)
                        .assumedRoleId("AROAFAKE:" + session)
                        .build())
                .build();
    }

    private Credentials credentials(int seconds) {
        return Credentials.builder()
                .accessKeyId("FAKE" + account.nextNumber("sts-key").substring("sts-key".length()))
                .secretAccessKey("opens-nothing")
                .sessionToken("opens-nothing")
                .expiration(account.now().plusSeconds(seconds))
                .build();
    }

    private static Matcher checkedRole(@Nullable String arn) {
        Matcher role = ROLE.matcher(arn == null ? "" : arn);
        if (!role.matches()) {
            throw invalid(arn + " is invalid");
        }
        return role;
    }

    private static String checkedSession(@Nullable String name) {
        if (name == null || !name.matches("[\\w+=,.@-]{2,64}")) {
            throw invalid("1 validation error detected: Value '" + name
                    + "' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression"
                    + " pattern: [\\w+=,.@-]*");
        }
        return name;
    }

    private static int checkedDuration(@Nullable Integer seconds) {
        int wanted = seconds == null ? HOUR : seconds;
        if (wanted < 900 || wanted > 12 * HOUR) {
            throw invalid("1 validation error detected: Value '" + wanted
                    + "' at 'durationSeconds' failed to satisfy constraint: Member must be between 900 and 43200");
        }
        return wanted;
    }

    private static AwsServiceException invalid(String message) {
        return refusal(400, "ValidationError", message);
    }

    private static AwsServiceException refusal(int status, String code, String message) {
        return AwsErrors.error(StsException.builder(), status, code, message, "Sts");
    }

    /** Tells the region, as a real client does; nothing else of its configuration. */
    @Override
    public StsServiceClientConfiguration serviceClientConfiguration() {
        return StsServiceClientConfiguration.builder()
                .region(Region.of(account.region()))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
