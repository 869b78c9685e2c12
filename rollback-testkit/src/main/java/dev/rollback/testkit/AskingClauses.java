package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.lease.Acquisition;
import dev.rollback.lease.Asked;
import dev.rollback.lease.Holder;
import dev.rollback.lease.Lease;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.lease.Leases;
import dev.rollback.lease.Renewal;
import dev.rollback.lease.Severity;
import dev.rollback.target.TargetId;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clauses of {@link LeaseContract} on asking a holder to give way. */
abstract class AskingClauses {

    static final Instant T = Instant.parse("2026-11-20T12:00:00Z");
    static final TargetId API = new TargetId("ecs-service", "eu-west-1/123456789012", "prod/api");
    static final TargetId WEB = new TargetId("ecs-service", "eu-west-1/123456789012", "prod/web");
    static final LeaseOwner ANN = new LeaseOwner("Ann", "r-1", "checkout", "5xx at 7 %", Severity.MINOR);
    static final LeaseOwner BOB = new LeaseOwner("Bob", "r-2", "checkout", "nobody pays", Severity.MAJOR);
    static final LeaseOwner CAT = new LeaseOwner("Cat \"C\"\n", "r-3", "shop", "", Severity.CRITICAL);
    static final LeaseOwner DAN = new LeaseOwner("Dan", "r-4", "basket", "slow", Severity.MINOR);

    /** The leases of the test. */
    Leases leases;

    /** Leases that nobody holds. */
    protected abstract Leases free();

    @BeforeEach
    void open() {
        leases = free();
    }

    @AfterEach
    void close() {
        leases.close();
    }

    @Test
    void tells_the_holder_at_its_next_renewal_that_somebody_worse_waits() {
        Lease lease = granted(API, ANN, T);
        Instant later = T.plusSeconds(5);

        boolean noted = leases.ask(API, BOB, later);

        Asked asked = new Asked(BOB, later, later.plus(leases.lasts()));
        assertThat(noted).isTrue();
        assertThat(leases.holder(API, later)).contains(new Holder(ANN, T, lease.until(), asked));
        assertThat(leases.renew(lease, T.plusSeconds(6)))
                .isEqualTo(new Renewal.GiveWay(lease(lease, T.plusSeconds(6)), asked));
    }

    @Test
    void takes_nothing_from_a_holder_that_was_asked_and_does_not_give_way() {
        Lease lease = granted(API, ANN, T);
        leases.ask(API, CAT, T);

        assertThat(leases.acquire(API, CAT, T.plusSeconds(1))).isInstanceOf(Acquisition.Held.class);
        assertThat(leases.renew(lease, T.plusSeconds(2)).lease()).isPresent();
        assertThat(leases.acquire(API, CAT, lease.until())).isInstanceOf(Acquisition.Held.class);
    }

    @Test
    void keeps_what_was_given_up_for_who_asked() {
        Lease lease = granted(API, ANN, T);
        leases.ask(API, BOB, T);
        leases.release(lease);

        Acquisition again = leases.acquire(API, ANN, T.plusSeconds(1));

        assertThat(again).isEqualTo(new Acquisition.Reserved(new Asked(BOB, T, T.plus(leases.lasts()))));
        assertThat(leases.holder(API, T.plusSeconds(1))).isEmpty();
        assertThat(leases.acquire(API, BOB, T.plusSeconds(2)).lease()).isPresent();
    }

    @Test
    void keeps_nothing_for_who_asked_longer_than_it_said() {
        Lease lease = granted(API, ANN, T);
        leases.ask(API, BOB, T);
        Instant over = T.plus(leases.lasts());
        Lease renewed = renewed(lease, T.plusSeconds(30));

        assertThat(leases.renew(renewed, over)).isInstanceOf(Renewal.Renewed.class);
        leases.release(renewed);
        assertThat(leases.acquire(API, DAN, over).lease()).isPresent();
    }

    @Test
    void prolongs_what_is_kept_for_who_asks_again() {
        Lease lease = granted(API, ANN, T);
        leases.ask(API, BOB, T);
        Instant later = T.plusSeconds(30);

        boolean noted = leases.ask(API, BOB, later);

        Asked asked = new Asked(BOB, T, later.plus(leases.lasts()));
        assertThat(noted).isTrue();
        assertThat(leases.renew(lease, later)).isEqualTo(new Renewal.GiveWay(lease(lease, later), asked));
    }

    @Test
    void lets_nobody_ask_who_is_no_worse_off() {
        granted(API, BOB, T);

        assertThat(leases.ask(API, ANN, T)).isFalse();
        assertThat(leases.ask(API, new LeaseOwner("Eve", "r-9", "x", "", Severity.MAJOR), T))
                .isFalse();
        assertThat(leases.ask(API, BOB, T)).isFalse();
        assertThat(leases.holder(API, T)).map(Holder::asked).isEmpty();
    }

    @Test
    void lets_nobody_ask_for_what_nobody_holds() {
        Lease lease = granted(API, ANN, T);

        assertThat(leases.ask(WEB, CAT, T)).isFalse();
        assertThat(leases.ask(API, CAT, lease.until())).isFalse();
        assertThat(leases.acquire(WEB, ANN, T).lease()).isPresent();
    }

    @Test
    void puts_somebody_worse_before_who_asked_first_and_nobody_else() {
        LeaseOwner asBad = new LeaseOwner("Eve", "r-9", "x", "", Severity.MAJOR);
        Lease lease = granted(API, ANN, T);
        leases.ask(API, BOB, T);

        assertThat(leases.ask(API, asBad, T)).isFalse();
        assertThat(leases.ask(API, CAT, T)).isTrue();
        leases.release(lease);

        assertThat(leases.acquire(API, BOB, T)).isInstanceOf(Acquisition.Reserved.class);
        assertThat(leases.acquire(API, CAT, T).lease()).isPresent();
    }

    @Test
    void gives_a_free_target_to_somebody_worse_than_who_asked() {
        Lease lease = granted(API, ANN, T);
        leases.ask(API, BOB, T);
        leases.release(lease);

        assertThat(leases.acquire(API, CAT, T).lease()).isPresent();
    }

    @Test
    void forgets_that_somebody_asked_once_it_has_what_it_asked_for() {
        leases.release(asked(ANN, BOB));
        Lease lease = granted(API, BOB, T);

        assertThat(leases.renew(lease, T.plusSeconds(1))).isInstanceOf(Renewal.Renewed.class);
        leases.release(lease);
        assertThat(leases.acquire(API, ANN, T.plusSeconds(2)).lease()).isPresent();
    }

    final Lease asked(LeaseOwner holder, LeaseOwner asking) {
        Lease lease = granted(API, holder, T);
        assertThat(leases.ask(API, asking, T)).isTrue();
        return lease;
    }

    final Lease granted(TargetId target, LeaseOwner owner, Instant now) {
        return leases.acquire(target, owner, now).lease().orElseThrow(() -> new AssertionError(target + " is held"));
    }

    final Lease renewed(Lease lease, Instant now) {
        return leases.renew(lease, now).lease().orElseThrow(() -> new AssertionError(lease + " is lost"));
    }

    final Lease lease(Lease lease, Instant renewedAt) {
        return new Lease(lease.target(), lease.owner(), lease.token(), lease.since(), renewedAt.plus(leases.lasts()));
    }
}
