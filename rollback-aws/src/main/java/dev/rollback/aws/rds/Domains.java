package dev.rollback.aws.rds;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DomainMembership;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;

/** The directory that a database has joined: one of AWS, named by its id, or your own, named by its DNS name and a secret to join it with. */
final class Domains {

    private static final DomainMembership NONE = DomainMembership.builder().build();

    private Domains() {}

    static DomainMembership first(List<DomainMembership> memberships) {
        return memberships.stream().findFirst().orElse(NONE);
    }

    private static boolean isYourOwn(DomainMembership joined) {
        return joined.authSecretArn() != null;
    }

    /** What to compare by; null for none. */
    static @Nullable String compared(DomainMembership joined) {
        return isYourOwn(joined) ? joined.fqdn() : joined.domain();
    }

    static void join(DomainMembership like, RestoreDbInstanceFromDbSnapshotRequest.Builder request) {
        if (isYourOwn(like)) {
            request.domainFqdn(like.fqdn()).domainOu(like.ou()).domainAuthSecretArn(like.authSecretArn());
            request.domainDnsIps(like.hasDnsIps() ? like.dnsIps() : null);
        } else {
            request.domain(like.domain()).domainIAMRoleName(like.iamRoleName());
        }
    }

    static void join(DomainMembership like, RestoreDbInstanceToPointInTimeRequest.Builder request) {
        if (isYourOwn(like)) {
            request.domainFqdn(like.fqdn()).domainOu(like.ou()).domainAuthSecretArn(like.authSecretArn());
            request.domainDnsIps(like.hasDnsIps() ? like.dnsIps() : null);
        } else {
            request.domain(like.domain()).domainIAMRoleName(like.iamRoleName());
        }
    }

    /** The ARN of the role that joins, which is told by its name alone. */
    static Stream<String> roles(DomainMembership joined, String database) {
        return Stream.ofNullable(joined.iamRoleName())
                .map(name ->
                        "arn:" + database.split(":", 6)[1] + ":iam::" + database.split(":", 6)[4] + ":role/" + name);
    }
}
