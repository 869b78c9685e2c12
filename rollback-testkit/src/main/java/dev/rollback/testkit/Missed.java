package dev.rollback.testkit;

import dev.rollback.Preview;
import dev.rollback.target.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a rehearsal was told to meet and did not meet: a test that counts on it would pass on nothing. */
final class Missed {
    private final Rehearsed rehearsed;

    Missed(Rehearsed rehearsed) {
        this.rehearsed = rehearsed;
    }

    /** Whether this did not take place. */
    boolean is(Disturbance one) {
        return one instanceof FaultPoint fault
                ? !befell(fault)
                : !rehearsed.kept().upset().contains(one);
    }

    private boolean befell(FaultPoint fault) {
        return calls(fault).list().stream()
                .skip(fault.call() - 1L)
                .limit(fault.kind() == FaultKind.STALE_READ ? Conditions.STALE_CALLS : 1)
                .anyMatch(call -> call.fault().filter(fault.kind()::equals).isPresent());
    }

    private Calls calls(FaultPoint fault) {
        return rehearsed.calls().where(call -> Faults.matches(fault.operation(), call.operation()));
    }

    /**
     * Holds that all of what the rehearsal itself was given took place.
     *
     * @throws RehearsalException with all that did not, and with what there is instead
     */
    Rehearsed orThrow(RehearsalSettings settings) {
        List<String> missed = new ArrayList<>();
        rehearsed.conditions().set().stream().filter(this::is).forEach(one -> missed.add(explained(one)));
        settings.overrides.keySet().forEach(code -> unknown(code, missed));
        if (!missed.isEmpty()) {
            throw RehearsalException.missed(missed);
        }
        return rehearsed;
    }

    private String explained(Disturbance one) {
        String what = one.inJava() + " did not take place: ";
        if (one instanceof FaultPoint fault) {
            return what + instead(fault, calls(fault));
        }
        if (one instanceof CrashPoint crash && crash.at() == CrashPoint.At.APPEND) {
            return what + "there were " + rehearsed.kept().appends() + " appends to the journal";
        }
        return what + "the preview made the calls from 1 to " + rehearsed.kept().previewed()
                + ", and what came then those to " + rehearsed.calls().count();
    }

    private String instead(FaultPoint fault, Calls made) {
        if (made.count() >= fault.call()) {
            return "call " + fault.call() + " of " + fault.operation() + " cannot fail like that";
        }
        return made.isEmpty()
                ? "no such call was made, but " + counts(fault)
                : "the calls of " + fault.operation() + " were " + made.count();
    }

    private void unknown(String code, List<String> missed) {
        List<String> soft = rehearsed.preview().findings().stream()
                .filter(finding -> finding.level() == Finding.Level.SOFT)
                .map(Finding::code)
                .distinct()
                .sorted()
                .toList();
        boolean known = code.equals(Preview.ALL) ? !soft.isEmpty() : soft.contains(code);
        if (!known) {
            missed.add(
                    "overriding(\"" + code + "\", ...) overrode nothing: the soft blockers of the preview are " + soft);
        }
    }

    /** The operations of that service that were called, or of all if there were none. */
    private String counts(FaultPoint fault) {
        String service = fault.operation().split(":", 2)[0] + ":";
        SortedMap<String, Integer> all = new TreeMap<>();
        rehearsed.calls().forEach(call -> all.merge(call.operation(), 1, Integer::sum));
        boolean any = all.keySet().stream().anyMatch(operation -> operation.startsWith(service));
        return all.entrySet().stream()
                .filter(entry -> !any || entry.getKey().startsWith(service))
                .map(entry -> entry.getKey() + " " + entry.getValue() + (entry.getValue() == 1 ? " time" : " times"))
                .collect(Collectors.joining(", "));
    }
}
