package dev.rollback;

import dev.rollback.health.Probe;
import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.Practice;
import dev.rollback.lease.Severity;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Incident;
import dev.rollback.run.RunId;
import dev.rollback.run.Verification;
import dev.rollback.target.Action;
import dev.rollback.target.Check;
import dev.rollback.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to put back, in what order, with what checks before and what proof after. Immutable and thread-safe; may be run any number of times.
 *
 * <p>Steps run in the order written. Those of {@link Builder#inParallel} run side by side; {@link StepOptions#after} names other predecessors. What
 * comes after a step starts once that one serves and its own verifications have passed.
 */
public final class RollbackPlan {

    private final PlanHead head;
    private final PlanPolicy policy;
    private final SortedMap<String, String> overrides;
    private final List<PlannedStep> written;
    private final List<PlannedStep> steps;

    private RollbackPlan(
            PlanHead head, PlanPolicy policy, SortedMap<String, String> overrides, List<PlannedStep> written) {
        this.head = head;
        this.policy = policy;
        this.overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
        this.written = List.copyOf(written);
        this.steps = head.takesBack() == null ? Judged.steps(written, policy.rule()) : this.written;
    }

    /** The same plan with all its targets brought back to what a checkpoint holds of them, whatever it says itself. */
    public RollbackPlan to(Checkpoint checkpoint) {
        return to(checkpoint, reason());
    }

    RollbackPlan to(Checkpoint checkpoint, String why) {
        return new RollbackPlan(
                head.because(why),
                policy.to(VersionSelector.checkpoint(checkpoint)),
                overrides,
                written.stream().map(PlannedStep::withoutSelector).toList());
    }

    /** The plan that takes a run of this one back. */
    RollbackPlan takingBack(RunId run, List<PlannedStep> reversed) {
        return new RollbackPlan(head.takingBack(run), policy, Collections.emptySortedMap(), reversed);
    }

    /** The same plan, whose runs are drills. */
    RollbackPlan drilledIn(String accounts) {
        return new RollbackPlan(head.drilledIn(accounts), policy.drilled(), overrides, written);
    }

    /** The same plan, whose runs a guard started after a deployment. */
    RollbackPlan guardedAfter(String deployment) {
        return new RollbackPlan(head.guardedAfter(deployment), policy, overrides, steps);
    }

    RollbackPlan because(String why) {
        return new RollbackPlan(head.because(why), policy, overrides, steps);
    }

    /** Begins a plan of that name. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Its name. */
    public String name() {
        return head.name();
    }

    /** Why it is carried out; may be empty. */
    public String reason() {
        return head.reason();
    }

    /** When the incident began, if that was said. */
    public Optional<Instant> incidentStartedAt() {
        return policy.incident().startedAt();
    }

    /** What is known of the incident that it answers, when it began included. */
    public Incident incident() {
        return policy.incident();
    }

    /** What its severity asks for: by the matrix that it was given with, else by {@link DecisionMatrix#standard()}; nothing if it says no severity. */
    public DecisionMatrix.Rule decision() {
        return policy.rule();
    }

    /** How bad it is that users wait. */
    public Severity severity() {
        return policy.severity();
    }

    /** The names of its steps, as written; that of the approval which its severity asks for comes first. */
    public List<String> stepNames() {
        return steps.stream()
                .map(PlannedStep::name)
                .filter(step -> !step.isEmpty())
                .toList();
    }

    /** What is kept with its runs in the journal, beside the plan itself. */
    public SortedMap<String, String> notes() {
        return head.notes();
    }

    /** The run that it takes back; null if it rolls back. */
    @Nullable
    RunId takesBack() {
        return head.takesBack();
    }

    /** What is remembered of its practice; null if nobody said. */
    PlanHead.@Nullable Known known() {
        return head.known();
    }

    List<PlannedStep> steps() {
        return steps;
    }

    PlanPolicy policy() {
        return policy;
    }

    List<PlannedStep> written() {
        return written;
    }

    Required required() {
        return head.required();
    }

    /** The soft blockers that are overridden, with the reason of each. */
    SortedMap<String, String> overrides() {
        return overrides;
    }

    @Override
    public String toString() {
        return "RollbackPlan " + name() + " " + stepNames();
    }

    /** Collects a plan. Not thread-safe. */
    public static final class Builder implements StepSequence<Builder>, Judgement<Builder> {

        private static final Duration SOAK = Duration.ofHours(1);

        private final String name;
        private final List<String> problems = new ArrayList<>();
        private final JudgementDraft judgement = new JudgementDraft(problems);
        private final SortedMap<String, String> notes = new TreeMap<>();
        private final PlanCompiler compiler = new PlanCompiler(problems);
        private @Nullable String reason;
        private @Nullable FailurePolicy onFailure;
        private @Nullable Duration soak;
        private @Nullable Duration timeout;
        private @Nullable VersionSelector selector;
        private @Nullable Duration freeze;
        private PlanHead.@Nullable Known known;

        private Builder(String name) {
            this.name = name;
            if (name.isBlank()) {
                problems.add("the plan has no name: give it one, it heads the preview and the report");
            }
        }

        /** Why it is carried out; heads the preview and the report. No secrets. */
        public Builder reason(String text) {
            SaidTwice.check(problems, reason, "reason");
            reason = text;
            return this;
        }

        /**
         * Ends the run with a marker that says so long what not to deploy again, and why: kept with the journal, see {@link RollbackEngine#freezes()}. It never keeps anybody from
         * rolling back. Taking the run back lifts it.
         */
        public Builder freeze(Duration lasting) {
            SaidTwice.check(problems, freeze, "freeze");
            requirePositive("freeze", lasting);
            freeze = lasting;
            return this;
        }

        /**
         * Keeps a text with each run in the journal, for whoever finds the run there: the deployment that it answers, or what this plan can be built from again. No secrets.
         */
        public Builder note(String key, String text) {
            if (key.isBlank()) {
                problems.add("a note has no key: give it one, it is found by that");
            }
            if (key.equals(PlanHead.DRILL) || key.equals(PlanHead.GUARD)) {
                problems.add("the note \"" + key + "\" is that of the engine: give yours another key");
            }
            SaidTwice.check(problems, notes.put(key, text), "note(\"" + key + "\")");
            return this;
        }

        /** As {@link #practised(List, Duration)}, within 90 days. */
        public Builder practised(List<? extends Practice> records) {
            return practised(records, Duration.ofDays(90));
        }

        /**
         * What is remembered of rehearsals and drills of this plan. The preview shows the last of each, expects the times measured where there are any, and warns when the last is too
         * long ago or went wrong; none of it keeps anybody from rolling back.
         *
         * @param within how old the last one may be
         */
        public Builder practised(List<? extends Practice> records, Duration within) {
            SaidTwice.check(problems, known, "practised");
            requirePositive("practised within", within);
            known = new PlanHead.Known(List.copyOf(records), within);
            return this;
        }

        /** How long a version must have served to count as proven; 1 hour by default. */
        public Builder soak(Duration duration) {
            SaidTwice.check(problems, soak, "soak");
            requirePositive("soak", duration);
            soak = duration;
            return this;
        }

        /** What becomes of the others when a step fails; {@link FailurePolicy#HALT} by default. */
        public Builder onFailure(FailurePolicy policy) {
            SaidTwice.check(problems, onFailure, "onFailure");
            onFailure = policy;
            return this;
        }

        /**
         * The time for the whole run. By default 2 hours, or the longest step's time if that is longer, with pauses and verifications on top, and 12 hours for
         * each approval; or three times the expected time, if that is longer.
         */
        public Builder timeout(Duration limit) {
            SaidTwice.check(problems, timeout, "timeout");
            requirePositive("timeout", limit);
            timeout = limit;
            return this;
        }

        /** Resolves all targets that say nothing else to what they served at that time. */
        public Builder asOf(Instant instant) {
            SaidTwice.check(problems, selector, "asOf");
            selector = VersionSelector.asOf(instant);
            return this;
        }

        /** Brings all targets that say nothing else back to what a checkpoint holds of them. */
        public Builder to(Checkpoint checkpoint) {
            SaidTwice.check(problems, selector, "to, or asOf,");
            selector = VersionSelector.checkpoint(checkpoint);
            return this;
        }

        @Override
        public Builder severity(Severity how, DecisionMatrix matrix) {
            judgement.severity(how, matrix);
            return this;
        }

        @Override
        public Builder severity(String word, DecisionMatrix matrix) {
            judgement.severity(word, matrix);
            return this;
        }

        @Override
        public Builder incidentStartedAt(Instant instant) {
            judgement.incidentStartedAt(instant);
            return this;
        }

        @Override
        public Builder incident(Consumer<Incident.Builder> facts) {
            judgement.incident(facts);
            return this;
        }

        @Override
        public Builder incident(Incident known) {
            judgement.incident(known);
            return this;
        }

        @Override
        public Builder require(String check, Check how) {
            judgement.require(check, how);
            return this;
        }

        @Override
        public Builder migrationRisk(MigrationRisk risk) {
            judgement.migrationRisk(risk);
            return this;
        }

        @Override
        public Builder override(String code, String why) {
            judgement.override(code, why);
            return this;
        }

        @Override
        public Builder rollBack(String step, Target target, Consumer<StepOptions> options) {
            compiler.sequence().rollBack(step, target, options);
            return this;
        }

        @Override
        public Builder run(String step, Action action, Consumer<StepOptions> options) {
            compiler.sequence().run(step, action, options);
            return this;
        }

        @Override
        public Builder verify(String step, Probe probe, Consumer<Verification.Builder> hold) {
            compiler.sequence().verify(step, probe, hold);
            return this;
        }

        @Override
        public Builder approve(String step, int people) {
            compiler.sequence().approve(step, people);
            return this;
        }

        @Override
        public Builder pause(String step, Duration duration) {
            compiler.sequence().pause(step, duration);
            return this;
        }

        /** Runs the steps written in the lambda side by side; what comes next waits for all of them. */
        public Builder inParallel(Consumer<Group> group) {
            compiler.inParallel(group);
            return this;
        }

        /**
         * Builds the plan.
         *
         * @throws InvalidPlanException with all that is wrong with it
         */
        public RollbackPlan build() {
            List<String> faults = new ArrayList<>(problems);
            List<PlannedStep> steps = compiler.compile(faults);
            if (!faults.isEmpty()) {
                throw new InvalidPlanException(name, faults);
            }
            PlanHead head = new PlanHead(name, reason == null ? "" : reason, notes, known, judgement.required(), null);
            return new RollbackPlan(head, policy(), judgement.overrides(), steps);
        }

        private PlanPolicy policy() {
            return new PlanPolicy(
                    onFailure == null ? FailurePolicy.HALT : onFailure,
                    soak == null ? SOAK : soak,
                    timeout,
                    judgement.incident(),
                    selector == null ? VersionSelector.previous() : selector,
                    judgement.rule(),
                    freeze);
        }

        private void requirePositive(String what, Duration value) {
            Spans.fault(what, value).ifPresent(fault -> problems.add(fault + "; leave it out for the default"));
        }
    }

    /** The steps of a group, which run side by side. Not thread-safe; valid only while its lambda runs. */
    public interface Group extends StepSequence<Group> {}
}
