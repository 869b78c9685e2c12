package dev.rollback.testkit;

import dev.rollback.run.Outcome;
import dev.rollback.target.TargetId;
import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rehearses one plan under many conditions, side by side. */
final class Explorer {
    /** Of two disturbances at once, so many are tried where no budget says how many. */
    private static final int PAIRS = 1_000;

    private final RehearsalSettings settings;
    private final Conditions given;
    private final Twin twin;
    private final PlainRun plain;
    private final Stopwatch stopwatch;

    Explorer(RehearsalSettings settings) {
        this.settings = settings;
        RehearsalSettings unmixed = settings.but(but -> but.seed = null);
        this.given = Conditions.of(unmixed);
        this.twin = new Twin(unmixed);
        this.plain = PlainRun.of(twin.plain());
        this.stopwatch = Stopwatch.of(settings.budget);
    }

    Rehearsed seed(long seed) {
        return twin.run(conditions(seed));
    }

    /** One fault or more, and sometimes the process dies as well. */
    private Conditions conditions(long seed) {
        Dice dice = new Dice(seed).of("place");
        List<Disturbance> more = new ArrayList<>(plain.any(dice));
        while (dice.below(3) == 0) {
            more.addAll(plain.any(dice));
        }
        if (dice.below(4) == 0) {
            more.add(plain.crashes().get(dice.below(plain.crashes().size())));
        }
        return given.mixedBy(seed).with(more);
    }

    Exploration seeds(int n) {
        Space all = new Space(n + " seeds and what they left", n, n, number -> conditions(number + 1));
        List<Visit> visits = new ArrayList<>(visit(all));
        visits.add(keep(twin.plain()));
        Space rest = Space.of("the rest", alone(notYetHit(coverage(visits))));
        visits.addAll(visit(rest));
        Space bystanders = Space.of(
                "bystanders", Stream.of(Bystander.values()).map(given::with).toList());
        visits.addAll(visit(bystanders));
        return exploration(all, all.size() + 1 + rest.size() + bystanders.size(), visits);
    }

    private List<FaultPoint> notYetHit(FaultCoverage coverage) {
        return plain.pairs().stream()
                .filter(pair -> coverage.hits(pair.operation(), pair.kind()) == 0)
                .toList();
    }

    Exploration everyFault() {
        return explore(Space.of("every fault, one at a time", alone(plain.all())));
    }

    Exploration everyCrash() {
        return explore(Space.of("every crash", alone(plain.crashes())));
    }

    private List<Conditions> alone(List<? extends Disturbance> places) {
        return places.stream().map(place -> given.with(List.of(place))).toList();
    }

    Exploration interference() {
        Interferers interferers = new Interferers(
                twin.plain().world(), settings.interferers, twin.plain().preview());
        if (interferers.names().isEmpty()) {
            throw new IllegalStateException("Nobody can interfere with " + interferers.unknown()
                    + ". Expected a target of a kind that the testkit knows, or an interferer of your own:"
                    + " say what others do with interferer(name, world -> ...).");
        }
        List<Conditions> all = new ArrayList<>();
        for (String act : interferers.names()) {
            int last = interferers
                    .target(act)
                    .flatMap(this::lastLook)
                    .orElse(twin.plain().calls().count());
            for (int call = twin.plain().kept().previewed() + 1; call <= last; call++) {
                all.add(given.with(List.of(new Interference(act, call))));
            }
        }
        return explore(Space.of("somebody else acts, at each call", all)).notCovered(interferers.unknown());
    }

    /** The first call of the look at which a target was found settled: what happens later in that look may come too late to be seen. */
    private Optional<Integer> lastLook(TargetId target) {
        Truth truth = new Truth(twin.plain().world());
        int settled = twin.plain().settled(target).orElse(Integer.MAX_VALUE);
        List<Call> looks = twin.plain().calls().list().stream()
                .filter(call -> call.number() <= settled && truth.isNamedIn(call.names(), target))
                .toList();
        return looks.stream()
                .filter(call -> call.at().equals(looks.get(looks.size() - 1).at()))
                .map(Call::number)
                .findFirst();
    }

    Exploration pairs() {
        List<Disturbance> places = new ArrayList<>(plain.all());
        places.addAll(plain.crashes());
        long n = places.size();
        long most = settings.budget == null ? PAIRS : Long.MAX_VALUE;
        return explore(new Space("two at once", n * (n - 1) / 2, most, number -> {
            Pair pair = Pair.of(number);
            return given.with(List.of(places.get(pair.first()), places.get(pair.second())));
        }));
    }

    /** Two different places, the first before the second. */
    private record Pair(int first, int second) {

        /** Numbers run (0, 1), (0, 2), (1, 2), (0, 3) and so on. */
        static Pair of(long number) {
            int second = (int) ((1 + Math.sqrt(1 + 8.0 * number)) / 2);
            while ((long) second * (second - 1) / 2 > number) {
                second--;
            }
            return new Pair((int) (number - (long) second * (second - 1) / 2), second);
        }
    }

    private Exploration explore(Space space) {
        return exploration(space, space.size(), visit(space));
    }

    /** In parallel, until the budget is spent. */
    private List<Visit> visit(Space space) {
        if (space.size() == 0) {
            return List.of();
        }
        return space.visits(() -> !stopwatch.isOver()).map(this::visit).toList();
    }

    /** Whether a budget of real time is spent. */
    private record Stopwatch(EngineTime clock, @Nullable Instant end) {

        static Stopwatch of(@Nullable Duration budget) {
            EngineTime clock = EngineTime.system();
            return new Stopwatch(clock, budget == null ? null : clock.instant().plus(budget));
        }

        boolean isOver() {
            return end != null && !clock.instant().isBefore(end);
        }
    }

    private Visit visit(Conditions conditions) {
        try {
            return keep(twin.run(conditions));
        } catch (RehearsalException e) {
            return new Visit(conditions, Optional.empty(), List.of(), true);
        }
    }

    /** What is kept of each rehearsal; the rest would fill the memory. */
    private record Visit(Conditions conditions, Optional<Outcome> outcome, List<FaultPoint> hits, boolean broken) {}

    private static Visit keep(Rehearsed rehearsed) {
        List<FaultPoint> hits = rehearsed.calls().list().stream()
                .flatMap(call ->
                        call.fault().map(kind -> new FaultPoint(call.operation(), call.number(), kind)).stream())
                .toList();
        return new Visit(
                rehearsed.conditions(),
                Optional.of(rehearsed.report().outcome()),
                hits,
                !rehearsed.violations().isEmpty());
    }

    private FaultCoverage coverage(List<Visit> visits) {
        FaultCoverage coverage = new FaultCoverage();
        plain.pairs().forEach(pair -> coverage.want(pair.operation(), pair.kind()));
        visits.forEach(one -> one.hits().forEach(hit -> coverage.hit(hit.operation(), hit.kind())));
        return coverage;
    }

    private Exploration exploration(Space space, long size, List<Visit> visits) {
        Exploration exploration =
                new Exploration(twin.plain().report().plan(), space.title(), size, visits.size(), coverage(visits));
        visits.forEach(one -> one.outcome().ifPresent(exploration::ended));
        visits.stream()
                .filter(Visit::broken)
                .sorted(Comparator.comparing(one -> one.conditions().more().size()))
                .forEach(one -> exploration.broken(one.conditions().title(), () -> again(one.conditions())));
        return exploration;
    }

    private String again(Conditions broken) {
        Conditions smallest = new Shrinker(twin).smallest(broken);
        String found = smallest.equals(broken) ? "" : "It was found as: " + broken.title() + ". This much is enough.\n";
        try {
            return twin.run(smallest) + found;
        } catch (RehearsalException e) {
            return e.getMessage() + found;
        }
    }
}
