package dev.rollback.aws;

import dev.rollback.aws.sdk.Arn;
import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.TargetException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Where things are: region, account, and the clients to call them with.
 *
 * @param origin where clients come from
 * @param account whose things they are; empty where STS has to be asked
 */
record Scopes(Origin origin, Optional<String> account) {

    /** Here, whatever the thing is called. */
    AwsScope here(Class<? extends SdkClient> type) {
        return of(origin, type, account);
    }

    /** Where a target is: by its ARN, if it is named by one. */
    AwsScope of(String nameOrArn, Class<? extends SdkClient> type) {
        if (!Arn.looksLike(nameOrArn)) {
            return here(type);
        }
        Arn arn = Arn.parse(nameOrArn);
        Optional<String> owner = Optional.of(arn.account()).filter(id -> !id.isEmpty());
        return of(originOf(arn, type), type, owner.or(() -> account));
    }

    /** Where a service is that belongs to no region, in the account that owns the thing. */
    AwsScope partitionWide(String idOrArn, Class<? extends SdkClient> type) {
        Origin.Partition partition = origin.partition(type);
        Optional<String> owner = Arn.looksLike(idOrArn) ? ownerOf(Arn.parse(idOrArn)) : account;
        return new AwsScope(
                partition.clients(),
                partition::region,
                () -> owner.orElseGet(() -> askForTheAccount(origin, partition.seenFrom())));
    }

    private Optional<String> ownerOf(Arn arn) {
        if (account.isPresent() && !arn.account().equals(account.get())) {
            throw new IllegalArgumentException(
                    arn + " is of account " + arn.account() + " and these targets of " + account.get()
                            + ": expected one account. Write aws.assuming(roleArn) with a role of the owner's.");
        }
        return Optional.of(arn.account()).filter(id -> !id.isEmpty());
    }

    private Origin originOf(Arn arn, Class<? extends SdkClient> type) {
        if (arn.region().isEmpty()) {
            return origin;
        }
        boolean free = origin.regionAsked().isEmpty() && origin instanceof OwnClients;
        if (!free && !origin.region(type).equals(arn.region())) {
            throw new IllegalArgumentException(arn + " is in " + arn.region() + " and these targets in "
                    + origin.region(type) + ": expected one region. Write aws.in(\"" + arn.region() + "\") for it.");
        }
        return free ? origin.in(arn.region()) : origin;
    }

    private static AwsScope of(Origin origin, Class<? extends SdkClient> type, Optional<String> account) {
        String region = origin.region(type);
        Supplier<String> owner = () -> account.orElseGet(() -> askForTheAccount(origin, region));
        return new AwsScope(origin, () -> region, owner);
    }

    /** Who calls. */
    String caller() {
        return askSts(
                origin, origin.regionAsked().orElse("the usual region"), "the caller", GetCallerIdentityResponse::arn);
    }

    private static String askForTheAccount(Origin origin, String region) {
        return askSts(origin, region, "the caller's account", GetCallerIdentityResponse::account);
    }

    private static String askSts(
            Origin origin, String region, String what, Function<GetCallerIdentityResponse, String> answer) {
        return AwsScope.of(origin, region, "unknown")
                .service("sts", StsClient.class)
                .about(what)
                .ask("GetCallerIdentity", sts -> told(what, answer.apply(sts.getCallerIdentity())));
    }

    /** What an account is called goes into journals and leases, so nothing may stand in the place of it. */
    private static String told(String what, @Nullable String answer) {
        if (answer == null || answer.isBlank()) {
            throw TargetException.of(
                    TargetException.Kind.TRANSIENT,
                    "STS answered GetCallerIdentity without " + what
                            + ": expected it in every answer. It is asked again at the next look.");
        }
        return answer;
    }
}
