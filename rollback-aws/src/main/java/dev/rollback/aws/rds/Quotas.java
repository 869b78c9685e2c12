package dev.rollback.aws.rds;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AccountQuota;

/** Whether the account has room for one more manual snapshot ("AccountQuota" in the RDS API reference). */
final class Quotas {

    private final SdkService<RdsClient> rds;

    Quotas(AwsScope scope) {
        this.rds = scope.service("rds", RdsClient.class);
    }

    /**
     * Whether a safety snapshot will find room.
     *
     * @param quota its name, such as {@code ManualSnapshots}
     */
    List<Finding> findings(Look look, String database, String quota) {
        return Looked.at(look, () -> quotas(look))
                .findings(
                        "SNAPSHOT_QUOTA",
                        "the quota of manual snapshots",
                        quotas -> quotas.stream()
                                .filter(one -> quota.equals(one.accountQuotaName()))
                                .filter(Quotas::isFull)
                                .map(full -> none(database, full))
                                .toList());
    }

    private List<AccountQuota> quotas(Look look) {
        return rds.read(look, "DescribeAccountAttributes", client -> client.describeAccountAttributes())
                .accountQuotas();
    }

    private static boolean isFull(AccountQuota quota) {
        return Objects.requireNonNullElse(quota.used(), 0L) >= Objects.requireNonNullElse(quota.max(), Long.MAX_VALUE);
    }

    private static Finding none(String database, AccountQuota full) {
        return Finding.warning(
                "NO_SAFETY_SNAPSHOT",
                "There are " + full.used() + " manual snapshots of " + full.max()
                        + " that the account may have here: no safety snapshot of " + database
                        + " can be taken. The old database itself is kept.",
                "Delete snapshots that nobody needs, or raise the quota, to have one.");
    }

    /** Adds what looking at quotas needs. */
    static void permissions(Assessment.Builder assessment) {
        assessment.reads("rds:DescribeAccountAttributes", "*");
    }
}
