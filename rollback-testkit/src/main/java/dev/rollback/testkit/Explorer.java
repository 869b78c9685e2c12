package dev.rollback.testkit;

import dev.rollback.run.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Rehearses one plan under many conditions, side by side. */
final class Explorer {
    private final RehearsalSettings settings;
    private final PlainRun plain;
    private final Rehearsed plainRun;

    Explorer(RehearsalSettings settings) {
        this.settings = settings;
        this.plainRun = new OneRehearsal(settings, Conditions.plain(settings.faults)).run();
        this.plain = PlainRun.of(plainRun.calls());
    }

    Rehearsed seed(long seed) {
        return new OneRehearsal(settings, conditions(seed)).run();
    }

    private Conditions conditions(long seed) {
        Dice dice = new Dice(seed).of("place");
        List<FaultPoint> faults = new ArrayList<>(settings.faults);
        faults.addAll(plain.any(dice));
        return new Conditions(seed, faults, null);
    }

    Exploration seeds(int n) {
        List<Kept> kept = new ArrayList<>();
        kept.add(keep(plainRun, Conditions.plain(settings.faults)));
        kept.addAll(sideBySide(
                LongStream.rangeClosed(1, n).mapToObj(this::conditions).toList()));
        kept.addAll(
                sideBySide(notYetHit(coverage(kept)).stream().map(this::with).toList()));
        kept.addAll(sideBySide(
                Stream.of(BadListener.Manner.values()).map(this::twin).toList()));
        return exploration(kept);
    }

    private List<FaultPoint> notYetHit(FaultCoverage coverage) {
        return plain.pairs().stream()
                .filter(pair -> coverage.hits(pair.operation(), pair.kind()) == 0)
                .toList();
    }

    private Conditions with(FaultPoint point) {
        List<FaultPoint> faults = new ArrayList<>(settings.faults);
        faults.add(point);
        return Conditions.plain(faults);
    }

    /** The plain run once more with a bad listener, which must not change a byte of its journal. */
    private Conditions twin(BadListener.Manner manner) {
        return Conditions.plain(settings.faults).with(manner);
    }

    private List<Kept> sideBySide(List<Conditions> conditions) {
        return conditions.parallelStream().map(this::kept).toList();
    }

    private Kept kept(Conditions conditions) {
        try {
            return keep(run(conditions), conditions);
        } catch (RehearsalException e) {
            return new Kept(conditions, Optional.empty(), List.of(), true);
        }
    }

    private Rehearsed run(Conditions conditions) {
        Rehearsed rehearsed = new OneRehearsal(settings, conditions).run();
        if (conditions.listener() != null && !Arrays.equals(rehearsed.journal(), plainRun.journal())) {
            rehearsed.broken(new Violation(
                    Invariants.LISTENERS_HARMLESS,
                    "the journal differs from that of the run plainRun it.",
                    rehearsed.trace().size()));
        }
        return rehearsed;
    }

    /** What is kept of each rehearsal; the rest would fill the memory. */
    private record Kept(Conditions conditions, Optional<Outcome> outcome, List<FaultPoint> hits, boolean broken) {}

    private static Kept keep(Rehearsed rehearsed, Conditions conditions) {
        List<FaultPoint> hits = rehearsed.calls().list().stream()
                .flatMap(call ->
                        call.fault().map(kind -> new FaultPoint(call.operation(), call.number(), kind)).stream())
                .toList();
        return new Kept(
                conditions,
                Optional.of(rehearsed.report().outcome()),
                hits,
                !rehearsed.violations().isEmpty());
    }

    private FaultCoverage coverage(List<Kept> kept) {
        FaultCoverage coverage = new FaultCoverage();
        plain.pairs().forEach(pair -> coverage.want(pair.operation(), pair.kind()));
        kept.forEach(one -> one.hits().forEach(hit -> coverage.hit(hit.operation(), hit.kind())));
        return coverage;
    }

    private Exploration exploration(List<Kept> kept) {
        Exploration exploration = new Exploration(kept.size(), coverage(kept));
        kept.forEach(one -> one.outcome().ifPresent(exploration::ended));
        kept.stream()
                .filter(Kept::broken)
                .forEach(one -> exploration.broken(one.conditions().title(), () -> again(one)));
        return exploration;
    }

    private String again(Kept one) {
        try {
            return run(one.conditions()).toString();
        } catch (RehearsalException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
