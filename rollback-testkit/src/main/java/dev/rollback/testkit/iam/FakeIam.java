package dev.rollback.testkit.iam;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Presence;
import java.time.Instant;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * IAM in memory: GetRole.
 *
 * <p>Every role exists but those a scene calls missing; after {@link #onlyWhatIsNamed()} only those it names do. Paths,
 * policies and trust are not modelled. Not thread-safe.
 */
public final class FakeIam implements IamClient {
    private final FakeAccount account;
    private final Instant opened;
    private final Presence roles = new Presence();

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
