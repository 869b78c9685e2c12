package dev.rollback.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The calls and appends of a run without disturbances: where it can be disturbed. */
final class PlainRun {
    private final List<FaultPoint> faults = new ArrayList<>();
    private final List<CrashPoint> crashes = new ArrayList<>();
    private final Map<String, List<FaultPoint>> byPair = new TreeMap<>();
    private final List<List<FaultPoint>> byCall = new ArrayList<>();

    private PlainRun() {}

    static PlainRun of(Rehearsed rehearsed) {
        PlainRun run = of(rehearsed.calls());
        int last = rehearsed.calls().count();
        for (boolean after : new boolean[] {false, true}) {
            for (int number = 1; number <= rehearsed.kept().appends(); number++) {
                run.crashes.add(new CrashPoint(CrashPoint.At.APPEND, number, after));
            }
            for (int number = rehearsed.kept().previewed() + 1; number <= last; number++) {
                run.crashes.add(new CrashPoint(CrashPoint.At.CALL, number, after));
            }
        }
        return run;
    }

    static PlainRun of(Calls calls) {
        PlainRun run = new PlainRun();
        Map<String, Integer> counts = new TreeMap<>();
        Set<List<Object>> asked = new LinkedHashSet<>();
        for (Call call : calls) {
            int number = counts.merge(call.operation(), 1, Integer::sum);
            boolean repeated = !asked.add(List.of(call.operation(), call.request()));
            run.add(call, number, repeated);
        }
        return run;
    }

    private void add(Call call, int number, boolean repeated) {
        List<FaultPoint> here = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            if (call.isOpenTo(kind) && isWorthIt(kind, repeated)) {
                FaultPoint point = new FaultPoint(call.operation(), number, kind);
                here.add(point);
                byPair.computeIfAbsent(pair(point), missing -> new ArrayList<>())
                        .add(point);
            }
        }
        faults.addAll(here);
        byCall.add(here);
    }

    /** A stale read takes a request that was made before, and clocks differ from the first call on. */
    private boolean isWorthIt(FaultKind kind, boolean repeated) {
        return kind == FaultKind.STALE_READ ? repeated : !kind.isSkew() || byCall.isEmpty();
    }

    private static String pair(FaultPoint point) {
        return point.operation() + ' ' + point.kind();
    }

    /** One fault at one call, as the dice have it; empty where nothing was called. */
    List<FaultPoint> any(Dice dice) {
        if (byCall.isEmpty()) {
            return List.of();
        }
        List<FaultPoint> here = byCall.get(dice.below(byCall.size()));
        return List.of(here.get(dice.below(here.size())));
    }

    /** One place for each pair of operation and kind: the last call that it can befall. */
    List<FaultPoint> pairs() {
        return byPair.values().stream().map(all -> all.get(all.size() - 1)).toList();
    }

    /** Every place where a fault can be put, in the order of the calls. */
    List<FaultPoint> all() {
        return List.copyOf(faults);
    }

    /** Every place where the process can die once the preview is made. */
    List<CrashPoint> crashes() {
        return List.copyOf(crashes);
    }
}
