package dev.rollback.testkit;

import dev.rollback.lease.Acquisition;
import dev.rollback.lease.Asked;
import dev.rollback.lease.Holder;
import dev.rollback.lease.InProcessLeases;
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
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Broken leases: each breaks one rule, and is caught by the clauses that say so. */
final class LeaseMutants {

    private static final Duration HOUR = Duration.ofHours(1);

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "grants for an hour more than it says",
                    right -> answering(right, "acquire", LeaseMutants::longer),
                    List.of("grants_a_target_that_nobody_holds_for_as_long_as_it_says")),
            new Mutant(
                    "blames the wrong one",
                    right -> answering(right, "acquire", LeaseMutants::heldByAnother),
                    List.of("tells_the_loser_who_holds_it_since_when_and_until_when")),
            new Mutant(
                    "knows no holder",
                    right -> answering(right, "holder", holder -> Optional.empty()),
                    List.of("knows_who_holds_a_target")),
            new Mutant(
                    "takes all targets for one",
                    right -> renaming(right, name -> "all"),
                    List.of("keeps_targets_apart")),
            new Mutant(
                    "takes names for the same that differ in case",
                    right -> renaming(right, name -> name.toLowerCase(Locale.ROOT)),
                    List.of("keeps_targets_apart_whose_names_hardly_differ")),
            new Mutant(
                    "renews nothing",
                    right -> Broken.method(
                            Leases.class, right, "renew", (given, whole) -> new Renewal.Renewed((Lease) given[0])),
                    List.of("renews_a_lease_from_the_time_of_the_renewal")),
            new Mutant(
                    "shortens when the clock goes back",
                    LeaseMutants::shortening,
                    List.of("never_shortens_a_lease_when_the_clock_goes_back")),
            new Mutant(
                    "grants a second too early",
                    right -> later(right, "acquire", Duration.ofSeconds(1)),
                    List.of("keeps_a_lease_to_its_last_instant_and_not_longer")),
            new Mutant(
                    "releases nothing",
                    right -> Broken.method(Leases.class, right, "release", (given, whole) -> null),
                    List.of("frees_a_target_at_once_when_it_is_released")),
            new Mutant(
                    "confuses why a lease is lost",
                    right -> lost(
                            right, lost -> new Renewal.Lost(Renewal.Cause.EXPIRED, lost.by(), lost.at(), lost.why())),
                    List.of("tells_who_renews_what_it_released_that_it_did")),
            new Mutant(
                    "releases whatever is held",
                    LeaseMutants::releasingAll,
                    List.of("lets_nobody_release_what_another_holds")),
            new Mutant(
                    "gives each grant the same token",
                    right -> answering(right, "acquire", LeaseMutants::withTokenOne),
                    List.of("gives_each_grant_of_a_target_a_greater_token")),
            new Mutant(
                    "does not tell who took it",
                    right -> lost(right, lost -> new Renewal.Lost(lost.cause(), null, null, "")),
                    List.of(
                            "lets_another_take_over_what_is_over_and_tells_who_lost_it",
                            "tells_who_lost_it_by_force_also_when_others_held_it_since")),
            new Mutant(
                    "renews nothing that is over",
                    LeaseMutants::strict,
                    List.of("renews_what_is_over_as_long_as_nobody_took_it")),
            new Mutant(
                    "grants a run nothing that it holds",
                    LeaseMutants::keepingOut,
                    List.of("grants_a_run_anew_what_it_holds_and_fences_off_the_earlier_lease")),
            new Mutant(
                    "forgets why it was taken by force",
                    right -> Broken.method(
                            Leases.class,
                            right,
                            "breakGlass",
                            (given, whole) -> whole.call(given[0], given[1], "because", given[3])),
                    List.of(
                            "takes_a_lease_by_force_and_tells_who_lost_it_who_and_why",
                            "takes_nothing_by_force_without_a_reason")),
            new Mutant(
                    "takes nothing by force that nobody holds",
                    LeaseMutants::forcingHeldOnly,
                    List.of("takes_by_force_what_nobody_holds_as_well")),
            new Mutant(
                    "grants it to all",
                    right -> Broken.method(
                            Leases.class,
                            right,
                            "acquire",
                            (given, whole) -> new Acquisition.Granted(right.breakGlass(
                                    (TargetId) given[0], (LeaseOwner) given[1], "x", (Instant) given[2]))),
                    List.of("grants_a_target_to_one_of_many_who_want_it_at_once")),
            new Mutant(
                    "gives a token twice by force",
                    right -> answering(right, "breakGlass", lease -> token((Lease) lease)),
                    List.of("gives_no_token_twice_when_many_take_it_by_force_at_once")),
            new Mutant(
                    "tells no holder that somebody waits",
                    right -> answering(right, "renew", LeaseMutants::withoutGivingWay),
                    List.of("tells_the_holder_at_its_next_renewal_that_somebody_worse_waits")),
            new Mutant(
                    "takes it from a holder that was asked",
                    LeaseMutants::takingWhatIsAskedFor,
                    List.of("takes_nothing_from_a_holder_that_was_asked_and_does_not_give_way")),
            new Mutant(
                    "keeps nothing for who asked",
                    LeaseMutants::keepingNothing,
                    List.of("keeps_what_was_given_up_for_who_asked")),
            new Mutant(
                    "keeps it too long for who asked",
                    right -> later(right, "ask", Duration.ofSeconds(30)),
                    List.of("keeps_nothing_for_who_asked_longer_than_it_said")),
            new Mutant(
                    "hears the first question only",
                    LeaseMutants::hearingOnce,
                    List.of(
                            "prolongs_what_is_kept_for_who_asks_again",
                            "puts_somebody_worse_before_who_asked_first_and_nobody_else")),
            new Mutant(
                    "lets everybody ask",
                    right -> Broken.method(
                            Leases.class,
                            right,
                            "ask",
                            (given, whole) -> whole.call(given[0], worst((LeaseOwner) given[1]), given[2])),
                    List.of("lets_nobody_ask_who_is_no_worse_off")),
            new Mutant(
                    "notes what nobody holds",
                    right -> answering(right, "ask", noted -> true),
                    List.of("lets_nobody_ask_for_what_nobody_holds")),
            new Mutant(
                    "never forgets who asked",
                    LeaseMutants::rememberingWhoAsked,
                    List.of(
                            "gives_a_free_target_to_somebody_worse_than_who_asked",
                            "forgets_that_somebody_asked_once_it_has_what_it_asked_for")));

    private LeaseMutants() {}

    /**
     * Broken leases.
     *
     * @param name what is wrong with them
     * @param broken breaks the right ones
     * @param clauses the clauses that catch it
     */
    record Mutant(String name, UnaryOperator<Leases> broken, List<String> clauses) {

        Leases free() {
            return broken.apply(new InProcessLeases());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Another answer to one method. */
    private static Leases answering(Leases right, String method, Function<Object, Object> answer) {
        return Broken.method(Leases.class, right, method, (given, whole) -> answer.apply(whole.call(given)));
    }

    private static Object longer(Object answer) {
        return answer instanceof Acquisition.Granted granted
                ? new Acquisition.Granted(
                        until(granted.granted(), granted.granted().until().plus(HOUR)))
                : answer;
    }

    private static Lease until(Lease lease, Instant until) {
        return new Lease(lease.target(), lease.owner(), lease.token(), lease.since(), until);
    }

    private static Object heldByAnother(Object answer) {
        return answer instanceof Acquisition.Held held
                ? new Acquisition.Held(new Holder(
                        LeaseContract.DAN,
                        held.holder().since(),
                        held.holder().until(),
                        held.holder().asked()))
                : answer;
    }

    private static Object withTokenOne(Object answer) {
        return answer instanceof Acquisition.Granted granted
                ? new Acquisition.Granted(token(granted.granted()))
                : answer;
    }

    private static Lease token(Lease lease) {
        return new Lease(lease.target(), lease.owner(), 1, lease.since(), lease.until());
    }

    private static Object withoutGivingWay(Object answer) {
        return answer instanceof Renewal.GiveWay way ? new Renewal.Renewed(way.renewed()) : answer;
    }

    private static Leases lost(Leases right, UnaryOperator<Renewal.Lost> told) {
        return answering(right, "renew", answer -> answer instanceof Renewal.Lost lost ? told.apply(lost) : answer);
    }

    private static Leases renaming(Leases right, UnaryOperator<String> name) {
        return Broken.method(Leases.class, right, "acquire", (given, whole) -> {
            TargetId id = (TargetId) given[0];
            return whole.call(new TargetId(id.kind(), id.scope(), name.apply(id.name())), given[1], given[2]);
        });
    }

    private static Leases later(Leases right, String method, Duration time) {
        return Broken.method(
                Leases.class,
                right,
                method,
                (given, whole) -> whole.call(given[0], given[1], ((Instant) given[2]).plus(time)));
    }

    private static Leases shortening(Leases right) {
        return Broken.method(Leases.class, right, "renew", (given, whole) -> {
            Renewal renewal = (Renewal) whole.call(given);
            return renewal instanceof Renewal.Renewed renewed
                    ? new Renewal.Renewed(until(renewed.renewed(), ((Instant) given[1]).plus(right.lasts())))
                    : renewal;
        });
    }

    private static Leases releasingAll(Leases right) {
        List<Lease> granted = new ArrayList<>();
        Leases noting = answering(right, "acquire", answer -> {
            ((Acquisition) answer).lease().ifPresent(granted::add);
            return answer;
        });
        return Broken.method(Leases.class, noting, "release", (given, whole) -> {
            granted.forEach(right::release);
            return null;
        });
    }

    private static Leases strict(Leases right) {
        return Broken.method(
                Leases.class,
                right,
                "renew",
                (given, whole) -> ((Lease) given[0]).isOver((Instant) given[1])
                        ? new Renewal.Lost(Renewal.Cause.EXPIRED, null, null, "")
                        : whole.call(given));
    }

    private static Leases keepingOut(Leases right) {
        return Broken.method(Leases.class, right, "acquire", (given, whole) -> {
            Optional<Holder> holder = right.holder((TargetId) given[0], (Instant) given[2]);
            return holder.isPresent() ? new Acquisition.Held(holder.get()) : whole.call(given);
        });
    }

    private static Leases forcingHeldOnly(Leases right) {
        return Broken.method(Leases.class, right, "breakGlass", (given, whole) -> {
            Instant now = (Instant) given[3];
            return right.holder((TargetId) given[0], now).isPresent()
                    ? whole.call(given)
                    : new Lease((TargetId) given[0], (LeaseOwner) given[1], 1, now, now.plus(right.lasts()));
        });
    }

    private static Leases takingWhatIsAskedFor(Leases right) {
        return Broken.method(Leases.class, right, "acquire", (given, whole) -> {
            TargetId target = (TargetId) given[0];
            LeaseOwner owner = (LeaseOwner) given[1];
            Instant now = (Instant) given[2];
            Asked asked = right.holder(target, now).map(Holder::asked).orElse(null);
            return asked != null && asked.by().equals(owner)
                    ? new Acquisition.Granted(right.breakGlass(target, owner, "asked", now))
                    : whole.call(given);
        });
    }

    private static Leases keepingNothing(Leases right) {
        return Broken.method(Leases.class, right, "acquire", (given, whole) -> {
            Object answer = whole.call(given);
            return answer instanceof Acquisition.Reserved
                    ? new Acquisition.Granted(
                            right.breakGlass((TargetId) given[0], (LeaseOwner) given[1], "free", (Instant) given[2]))
                    : answer;
        });
    }

    private static Leases hearingOnce(Leases right) {
        List<Object> heard = new ArrayList<>();
        return Broken.method(Leases.class, right, "ask", (given, whole) -> {
            heard.add(given[1]);
            return heard.size() == 1 ? whole.call(given) : heard.get(0).equals(given[1]);
        });
    }

    private static LeaseOwner worst(LeaseOwner owner) {
        return new LeaseOwner(owner.who(), owner.run(), owner.plan(), owner.reason(), Severity.CRITICAL);
    }

    private static Leases rememberingWhoAsked(Leases right) {
        List<Object> asking = new ArrayList<>();
        Leases noting = Broken.method(Leases.class, right, "ask", (given, whole) -> {
            asking.add(given[1]);
            return whole.call(given);
        });
        return Broken.method(Leases.class, noting, "acquire", (given, whole) -> {
            Instant now = (Instant) given[2];
            boolean other = !asking.isEmpty() && !asking.contains(given[1]);
            return other
                    ? new Acquisition.Reserved(new Asked((LeaseOwner) asking.get(0), now, now.plus(right.lasts())))
                    : whole.call(given);
        });
    }
}
