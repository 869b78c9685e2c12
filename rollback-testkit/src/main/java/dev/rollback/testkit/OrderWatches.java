package dev.rollback.testkit;

import dev.rollback.run.Outline;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.Proof;
import dev.rollback.run.ProofEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepOutline;
import dev.rollback.run.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** In which order the steps of a run, and of the run that puts it back, begin: as the journal has it. */
final class OrderWatches {

    private OrderWatches() {}

    static Invariant.Watch inOrder() {
        return new Invariant.Watch() {
            @Override
            public Optional<String> atEnd(Rehearsed rehearsed) {
                return rehearsed.runs().stream()
                        .flatMap(run -> new Begun(run).tooEarly().stream())
                        .findFirst();
            }
        };
    }

    static Invariant.Watch puttingBack() {
        return new Invariant.Watch() {
            @Override
            public Optional<String> atEnd(Rehearsed rehearsed) {
                List<List<RunEvent>> runs = rehearsed.runs();
                return runs.stream()
                        .filter(back -> outline(back).takesBack() != null)
                        .flatMap(back -> runs.stream()
                                .filter(run ->
                                        run(run).run().equals(outline(back).takesBack()))
                                .flatMap(run -> new PutBack(outline(run), back).wrong().stream()))
                        .findFirst();
            }
        };
    }

    private static RunEvent.RunStarted run(List<RunEvent> events) {
        return (RunEvent.RunStarted) events.get(0);
    }

    private static Outline outline(List<RunEvent> events) {
        return run(events).outline();
    }

    private static String title(StepOutline step, int index) {
        return step.name().isEmpty() ? "step " + index : step.name();
    }

    /** Looks at each step as it begins: what had to come before it must be there. */
    private static final class Begun {
        private final List<RunEvent> events;
        private final List<StepOutline> steps;
        private final boolean takesBack;
        private final Set<Integer> serving = new HashSet<>();
        private final Set<Integer> settled = new HashSet<>();
        private final Set<Integer> over = new HashSet<>();
        private final Set<List<Integer>> verified = new HashSet<>();
        private final Map<Integer, Set<String>> approvedBy = new TreeMap<>();
        private boolean glassBroken;

        Begun(List<RunEvent> events) {
            this.events = events;
            this.steps = outline(events).steps();
            this.takesBack = outline(events).takesBack() != null;
        }

        Optional<String> tooEarly() {
            for (RunEvent event : events) {
                int begins = begins(event);
                Optional<String> wrong = begins < 0 ? Optional.empty() : missing(begins);
                if (wrong.isPresent()) {
                    return wrong;
                }
                note(event);
            }
            return Optional.empty();
        }

        /** A join does not start, it settles. */
        private int begins(RunEvent event) {
            if (event instanceof RunEvent.StepStarted started) {
                return started.step();
            }
            boolean joins = event instanceof RunEvent.StepSettled settles
                    && steps.get(settles.step()).kind() == StepKind.JOIN;
            return joins ? ((RunEvent.StepSettled) event).step() : -1;
        }

        private void note(RunEvent event) {
            if (event instanceof RunEvent.StepServing step) {
                serving.add(step.step());
            } else if (event instanceof RunEvent.StepSettled step) {
                serving.add(step.step());
                settled.add(step.step());
            } else if (event instanceof ProofEvent.ProofEnded proof && proof.verdict() == Verdict.HELPED) {
                verified.add(List.of(proof.step(), proof.proof()));
            } else if (event instanceof PersonEvent.Approved approved) {
                approvedBy
                        .computeIfAbsent(approved.step(), step -> new TreeSet<>())
                        .add(approved.who());
            } else if (event instanceof PersonEvent.GlassBroken) {
                glassBroken = true;
            } else {
                ends(event).ifPresent(over::add);
            }
        }

        private Optional<String> missing(int step) {
            StepOutline.Edges edges = steps.get(step).edges();
            return edges.after().stream()
                    .filter(before -> !isServing(before) && !isPassedBy(before))
                    .map(before -> began(step, before, "served"))
                    .findFirst()
                    .or(() -> edges.afterSettled().stream()
                            .filter(before -> !settled.contains(before) && !isPassedBy(before))
                            .map(before -> began(step, before, "was settled"))
                            .findFirst());
        }

        private String began(int step, int before, String lacked) {
            return title(steps.get(step), step) + " began before " + title(steps.get(before), before) + " " + lacked
                    + ".";
        }

        /** It serves, and what is verified then has passed, unless somebody overrode it. */
        private boolean isServing(int step) {
            List<Proof> proofs = steps.get(step).proofs();
            boolean proven = true;
            for (int i = 0; i < proofs.size(); i++) {
                proven &= proofs.get(i).moment() != Proof.Moment.SERVING
                        || verified.contains(List.of(step, i))
                        || isOverridden(step);
            }
            return serving.contains(step) && proven && isApproved(step);
        }

        /** As many different people as it asks have approved it by now, unless somebody overrode it or broke the glass. */
        private boolean isApproved(int step) {
            int people = approvedBy.getOrDefault(step, Set.of()).size();
            return glassBroken
                    || isOverridden(step)
                    || people >= steps.get(step).course().approvers();
        }

        private boolean isOverridden(int step) {
            return events.stream()
                    .anyMatch(event ->
                            event instanceof PersonEvent.StepOverridden overridden && overridden.step() == step);
        }

        /** What takes back goes on whatever failed. */
        private boolean isPassedBy(int step) {
            return takesBack && over.contains(step);
        }
    }

    /** The step that ends by this event without having settled. */
    private static Optional<Integer> ends(RunEvent event) {
        if (event instanceof RunEvent.StepFailed step) {
            return Optional.of(step.step());
        }
        if (event instanceof RunEvent.StepTimedOut step) {
            return Optional.of(step.step());
        }
        if (event instanceof RunEvent.StepStopped step) {
            return Optional.of(step.step());
        }
        return event instanceof RunEvent.StepSkipped step ? Optional.of(step.step()) : Optional.empty();
    }

    /** Compares a run that puts back with the order of the run that it puts back. */
    private static final class PutBack {
        private final Outline forth;
        private final List<RunEvent> back;
        private final List<StepOutline> steps;
        private final Set<String> done = new HashSet<>();

        PutBack(Outline forth, List<RunEvent> back) {
            this.forth = forth;
            this.back = back;
            this.steps = outline(back).steps();
        }

        Optional<String> wrong() {
            for (RunEvent event : back) {
                if (event instanceof RunEvent.StepStarted started) {
                    Optional<String> wrong = tooEarly(steps.get(started.step()).name());
                    if (wrong.isPresent()) {
                        return wrong;
                    }
                } else if (event instanceof RunEvent.StepServing serving) {
                    done.add(steps.get(serving.step()).name());
                } else if (event instanceof RunEvent.StepSettled settled) {
                    done.add(steps.get(settled.step()).name());
                } else {
                    ends(event).ifPresent(step -> done.add(steps.get(step).name()));
                }
            }
            return Optional.empty();
        }

        private Optional<String> tooEarly(String name) {
            for (int i = 0; i < forth.steps().size(); i++) {
                String later = forth.steps().get(i).name();
                if (isPutBack(later) && !done.contains(later) && dependsOn(i, name)) {
                    return Optional.of(name + " began to be put back before " + later + " was, which came after it.");
                }
            }
            return Optional.empty();
        }

        private boolean isPutBack(String name) {
            return !name.isEmpty()
                    && steps.stream().anyMatch(step -> step.name().equals(name));
        }

        private boolean dependsOn(int step, String name) {
            StepOutline.Edges edges = forth.steps().get(step).edges();
            return Stream.concat(edges.after().stream(), edges.afterSettled().stream())
                    .anyMatch(before -> forth.steps().get(before).name().equals(name) || dependsOn(before, name));
        }
    }
}
