package dev.rollback.testkit.lambda;

import dev.rollback.testkit.account.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a move of an alias has begun: an allocation of provisioned concurrency, and a version that is pending. */
final class AliasUnderWay implements UnderWay {
    /** Longer than any rehearsal. */
    private static final Duration FOR_EVER = Duration.ofDays(3650);

    private final Functions functions;
    private final StoredAlias alias;
    private final @Nullable Provision provision;
    private final VersionState version;

    AliasUnderWay(Functions functions, StoredFunction function, StoredAlias alias) {
        this.functions = functions;
        this.alias = alias;
        this.provision = function.provisions().get(alias.name());
        this.version = function.resolve(alias.name()).state();
    }

    boolean isMoving() {
        Instant now = functions.now();
        return version.isPending(now) || (provision != null && provision.isMoving(now));
    }

    @Override
    public void takes(int times) {
        Instant now = functions.now();
        ends(then -> now.plus(Duration.between(now, then).multipliedBy(times)));
    }

    @Override
    public void neverEnds() {
        ends(then -> functions.now().plus(FOR_EVER));
    }

    private void ends(UnaryOperator<Instant> instead) {
        Instant now = functions.now();
        if (version.isPending(now)) {
            version.activeFrom(instead.apply(version.active()));
        }
        if (provision != null && provision.isMoving(now)) {
            provision.until(instead.apply(provision.until()));
            alias.keepUntil(provision.until());
        }
    }
}
