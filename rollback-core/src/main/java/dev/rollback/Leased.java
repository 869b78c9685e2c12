package dev.rollback;

import dev.rollback.lease.Lease;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outline;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.target.Change;
import dev.rollback.target.TargetId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The leases that a run begins with. Immutable.
 *
 * @param owner as whom
 * @param held those that it has
 * @param wanted those that it does not have and goes on to ask for, each with why not
 */
record Leased(LeaseOwner owner, SortedMap<TargetId, Lease> held, SortedMap<TargetId, String> wanted) {

    Leased {
        held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
        wanted = Collections.unmodifiableSortedMap(new TreeMap<>(wanted));
    }

    /** No leases, and none are asked for. */
    static Leased none(LeaseOwner owner) {
        return new Leased(owner, new TreeMap<>(), new TreeMap<>());
    }

    /** The targets of a run that it has not done with. What is put back is that of the run which does so. */
    static Set<TargetId> wanted(RunState state) {
        boolean all = state.outline().onFailure() == FailurePolicy.RESTORE && !state.isRestoreDue();
        return state.steps().stream()
                .filter(step -> all || !step.phase().isOver())
                .flatMap(step -> step.change().stream())
                .filter(change -> !change.isEmpty())
                .map(Change::target)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** None yet; these are asked for once the run is this engine's to drive, and never before: whoever drives it has them. */
    static Leased wanting(LeaseOwner owner, Set<TargetId> targets) {
        SortedMap<TargetId, String> wanted = new TreeMap<>();
        targets.forEach(target -> wanted.put(target, "its lease has not been granted yet"));
        return new Leased(owner, new TreeMap<>(), wanted);
    }

    /** Whose the leases of a run are. What puts a run back has those of that run. */
    static LeaseOwner owner(Parts parts, RunId run, Outline outline) {
        RunId whose = outline.undoes().filter(run::isBackOf).orElse(run);
        return new LeaseOwner(
                parts.stores().who(), whose.value(), outline.plan(), outline.reason(), outline.severity());
    }

    /** Whose the leases of a run are that begins. */
    static LeaseOwner owner(Parts parts, RunId run, RollbackPlan plan) {
        RunId undone = plan.takesBack();
        RunId whose = undone != null && run.isBackOf(undone) ? undone : run;
        return new LeaseOwner(
                parts.stores().who(),
                whose.value(),
                plan.name(),
                plan.reason(),
                plan.policy().severity());
    }
}
