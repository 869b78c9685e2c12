package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.lease.Acquisition;
import dev.rollback.lease.Holder;
import dev.rollback.lease.Lease;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.lease.Leases;
import dev.rollback.lease.Renewal;
import dev.rollback.lease.Severity;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What all {@link Leases} have to do, as tests: extend it, and give it leases of the kind that nobody holds.
 *
 * <pre>{@code
 * class TableLeasesContractTest extends LeaseContract {
 *     @Override
 *     protected Leases free() {
 *         return new TableLeases(client, "leases-" + UUID.randomUUID());
 *     }
 * }
 * }</pre>
 */
public abstract class LeaseContract extends AskingClauses {

    /** For subclasses. */
    protected LeaseContract() {}

    /** Leases that nobody holds. Asked for before each test, and closed after it. */
    @Override
    protected abstract Leases free();

    @Test
    void grants_a_target_that_nobody_holds_for_as_long_as_it_says() {
        Lease lease = granted(API, ANN, T);

        assertThat(lease.target()).isEqualTo(API);
        assertThat(lease.owner()).isEqualTo(ANN);
        assertThat(lease.token()).isPositive();
        assertThat(lease.since()).isEqualTo(T);
        assertThat(lease.until()).isEqualTo(T.plus(leases.lasts()));
        assertThat(leases.lasts()).isGreaterThanOrEqualTo(leases.renewEvery().multipliedBy(2));
    }

    @Test
    void tells_the_loser_who_holds_it_since_when_and_until_when() {
        Lease lease = granted(API, CAT, T);

        Acquisition second = leases.acquire(API, ANN, T.plusSeconds(5));

        assertThat(second).isEqualTo(new Acquisition.Held(new Holder(CAT, T, lease.until(), null)));
    }

    @Test
    void knows_who_holds_a_target() {
        Instant later = T.plusSeconds(5);
        assertThat(leases.holder(API, T)).isEmpty();

        Lease lease = granted(API, ANN, T);

        assertThat(leases.holder(API, later)).contains(new Holder(ANN, T, lease.until(), null));
        assertThat(leases.holder(WEB, later)).isEmpty();
        assertThat(leases.holder(API, lease.until())).isEmpty();
    }

    @Test
    void keeps_targets_apart() {
        granted(API, ANN, T);

        Lease other = granted(WEB, BOB, T);

        assertThat(other.owner()).isEqualTo(BOB);
        assertThat(leases.holder(API, T)).map(Holder::owner).contains(ANN);
    }

    @Test
    void keeps_targets_apart_whose_names_hardly_differ() {
        List<String> names =
                List.of("prod/api", "prod_api", "prod%2Fapi", "prod/API", "prod/api.", "prod\\api", "*", "ä");

        for (String name : names) {
            LeaseOwner owner = new LeaseOwner("Ann", "n-" + names.indexOf(name), "checkout", "", Severity.MINOR);
            granted(new TargetId("k", "eu-west-1/123456789012", name), owner, T);
        }
        granted(new TargetId("k", "eu-west-1/123456789012", "a".repeat(3_000)), ANN, T);
        granted(new TargetId("k", "eu-west-1/123456789012", "a".repeat(3_001)), BOB, T);

        for (String name : names) {
            assertThat(leases.acquire(new TargetId("k", "eu-west-1/123456789012", name), BOB, T))
                    .as(name)
                    .isInstanceOf(Acquisition.Held.class);
        }
    }

    @Test
    void renews_a_lease_from_the_time_of_the_renewal() {
        Lease lease = granted(API, ANN, T);
        Instant later = T.plus(leases.renewEvery());

        Lease renewed = renewed(lease, later);

        assertThat(renewed).isEqualTo(new Lease(API, ANN, lease.token(), T, later.plus(leases.lasts())));
        assertThat(leases.acquire(API, BOB, lease.until())).isInstanceOf(Acquisition.Held.class);
        assertThat(leases.holder(API, lease.until())).map(Holder::until).contains(renewed.until());
    }

    @Test
    void never_shortens_a_lease_when_the_clock_goes_back() {
        Lease lease = granted(API, ANN, T);

        Lease renewed = renewed(lease, T.minus(Duration.ofHours(1)));

        assertThat(renewed).isEqualTo(lease);
        assertThat(leases.acquire(API, BOB, T.plusSeconds(1))).isInstanceOf(Acquisition.Held.class);
    }

    @Test
    void keeps_a_lease_to_its_last_instant_and_not_longer() {
        Lease lease = granted(API, ANN, T);

        assertThat(leases.acquire(API, BOB, lease.until().minusMillis(1))).isInstanceOf(Acquisition.Held.class);
        assertThat(leases.acquire(API, BOB, lease.until()).lease()).isPresent();
    }

    @Test
    void frees_a_target_at_once_when_it_is_released() {
        Lease lease = granted(API, ANN, T);

        leases.release(lease);

        assertThat(leases.holder(API, T)).isEmpty();
        assertThat(leases.acquire(API, BOB, T).lease()).isPresent();
        assertThat(leases.renew(lease, T)).isInstanceOf(Renewal.Lost.class);
    }

    @Test
    void tells_who_renews_what_it_released_that_it_did() {
        Lease lease = granted(API, ANN, T);
        leases.release(lease);

        Renewal renewal = leases.renew(lease, T.plusSeconds(1));

        assertThat(renewal).isEqualTo(new Renewal.Lost(Renewal.Cause.RELEASED, null, null, ""));
        assertThat(leases.holder(API, T.plusSeconds(1))).isEmpty();
    }

    @Test
    void lets_nobody_release_what_another_holds() {
        Lease over = granted(API, ANN, T);
        Instant later = over.until();
        granted(API, BOB, later);

        leases.release(over);
        leases.release(over);

        assertThat(leases.holder(API, later)).map(Holder::owner).contains(BOB);
    }

    @Test
    void gives_each_grant_of_a_target_a_greater_token() {
        List<Long> tokens = new ArrayList<>();
        Lease first = granted(API, ANN, T);
        tokens.add(first.token());
        leases.release(first);
        Lease second = granted(API, ANN, T.minusSeconds(3600));
        tokens.add(second.token());
        Lease forced = leases.breakGlass(API, BOB, "Ann is on a train", T.minusSeconds(3600));
        tokens.add(forced.token());
        tokens.add(granted(API, BOB, T.minusSeconds(3600)).token());
        tokens.add(granted(API, CAT, T.plusSeconds(3600)).token());

        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void lets_another_take_over_what_is_over_and_tells_who_lost_it() {
        Lease lease = granted(API, ANN, T);
        Instant later = lease.until().plusSeconds(3);
        granted(API, DAN, later);

        Renewal renewal = leases.renew(lease, later.plusSeconds(1));

        assertThat(renewal).isEqualTo(new Renewal.Lost(Renewal.Cause.EXPIRED, DAN, later, ""));
        assertThat(leases.holder(API, later)).map(Holder::owner).contains(DAN);
    }

    @Test
    void renews_what_is_over_as_long_as_nobody_took_it() {
        Lease lease = granted(API, ANN, T);
        Instant later = lease.until().plusSeconds(30);

        Lease renewed = renewed(lease, later);

        assertThat(renewed.token()).isEqualTo(lease.token());
        assertThat(leases.acquire(API, BOB, later)).isInstanceOf(Acquisition.Held.class);
    }

    @Test
    void grants_a_run_anew_what_it_holds_and_fences_off_the_earlier_lease() {
        Lease before = granted(API, ANN, T);
        Lease after = granted(API, ANN, T.plusSeconds(5));

        assertThat(leases.renew(before, T.plusSeconds(6)))
                .isEqualTo(new Renewal.Lost(Renewal.Cause.TAKEN_UP, ANN, T.plusSeconds(5), ""));
        assertThat(renewed(after, T.plusSeconds(6)).token()).isGreaterThan(before.token());
    }

    @Test
    void takes_a_lease_by_force_and_tells_who_lost_it_who_and_why() {
        Lease lease = granted(API, CAT, T);
        Instant later = T.plusSeconds(5);

        Lease forced = leases.breakGlass(API, ANN, "Cat's \"machine\"\nhangs", later);

        assertThat(forced.owner()).isEqualTo(ANN);
        assertThat(forced.until()).isEqualTo(later.plus(leases.lasts()));
        assertThat(leases.holder(API, later)).map(Holder::owner).contains(ANN);
        assertThat(leases.renew(lease, later))
                .isEqualTo(new Renewal.Lost(Renewal.Cause.FORCED, ANN, later, "Cat's \"machine\"\nhangs"));
        assertThat(renewed(forced, later.plusSeconds(1)).token()).isEqualTo(forced.token());
    }

    @Test
    void tells_who_lost_it_by_force_also_when_others_held_it_since() {
        Lease lease = granted(API, CAT, T);
        Lease forced = leases.breakGlass(API, ANN, "Cat hangs", T.plusSeconds(5));
        leases.release(forced);
        Lease other = granted(API, BOB, T.plusSeconds(6));
        leases.release(other);

        Renewal renewal = leases.renew(lease, T.plusSeconds(15));

        assertThat(renewal).isEqualTo(new Renewal.Lost(Renewal.Cause.FORCED, ANN, T.plusSeconds(5), "Cat hangs"));
    }

    @Test
    void takes_by_force_what_nobody_holds_as_well() {
        Lease forced = leases.breakGlass(API, ANN, "in a hurry", T);

        assertThat(leases.acquire(API, BOB, T)).isInstanceOf(Acquisition.Held.class);
        assertThat(leases.renew(forced, T)).isInstanceOf(Renewal.Renewed.class);
    }

    @Test
    void takes_nothing_by_force_without_a_reason() {
        Lease lease = granted(API, CAT, T);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> leases.breakGlass(API, ANN, " ", T))
                .withMessage(
                        "The lease of ecs-service:eu-west-1/123456789012/prod/api was to be taken by force without a"
                                + " reason: expected one, because whoever loses it is told. Say why.");
        assertThat(leases.renew(lease, T).lease()).isPresent();
    }

    @Test
    void grants_a_target_to_one_of_many_who_want_it_at_once() throws Exception {
        int many = 8;
        List<Callable<Acquisition>> wishes = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            LeaseOwner owner = new LeaseOwner("Ann", "r-" + i, "checkout", "", Severity.MAJOR);
            wishes.add(() -> leases.acquire(API, owner, T));
        }

        List<Acquisition> answers = together(wishes);

        assertThat(answers.stream().flatMap(answer -> answer.lease().stream())).hasSize(1);
    }

    @Test
    void gives_no_token_twice_when_many_take_it_by_force_at_once() throws Exception {
        int many = 8;
        List<Callable<Lease>> wishes = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            LeaseOwner owner = new LeaseOwner("Ann", "r-" + i, "checkout", "", Severity.MAJOR);
            wishes.add(() -> leases.breakGlass(API, owner, "test", T));
        }

        List<Lease> forced = together(wishes);

        assertThat(forced.stream().map(Lease::token)).doesNotHaveDuplicates();
        assertThat(forced.stream()
                        .filter(lease -> leases.renew(lease, T).lease().isPresent()))
                .hasSize(1);
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
