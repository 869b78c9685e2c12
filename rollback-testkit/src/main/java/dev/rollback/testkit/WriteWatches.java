package dev.rollback.testkit;

import dev.rollback.run.RunEvent;
import dev.rollback.run.StepKind;
import dev.rollback.target.TargetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What holds for each call that writes. */
final class WriteWatches {
    private static final Pattern DELETES =
            Pattern.compile("[a-z]+:(Batch)?(Delete|Deregister|Terminate|Purge|Remove|Destroy)(?!Tag).*");

    /** Tells people of a run, that it is refused for example, and writes to no target. */
    private static final String TELLS = "sns:Publish";

    private WriteWatches() {}

    static Invariant.Watch writeAhead(Stage stage) {
        return new WriteAhead(new Truth(stage.world()));
    }

    static Invariant.Watch previewReads(Stage stage) {
        return new Invariant.Watch() {
            @Override
            public Optional<String> before(Call call) {
                return stage.isPreviewing() && call.isWrite()
                        ? Optional.of(call.operation() + " " + call.subject() + " was called while previewing.")
                        : Optional.empty();
            }
        };
    }

    static Invariant.Watch nothingDeleted(Stage stage) {
        return new Invariant.Watch() {
            @Override
            public Optional<String> before(Call call) {
                return call.isWrite() && DELETES.matcher(call.operation()).matches() && !placesMarkers(call)
                        ? Optional.of(call.operation() + " " + call.subject() + " was called.")
                        : Optional.empty();
            }
        };
    }

    /** A delete in S3 that names no version puts a marker on top and removes nothing. */
    private static boolean placesMarkers(Call call) {
        return call.operation().startsWith("s3:DeleteObject")
                && !call.request().toString().contains("VersionId=");
    }

    /**
     * A write that names a target needs that target's change; one that names none needs some change, or that the run has begun if it consists of actions
     * alone.
     */
    private static final class WriteAhead implements Invariant.Watch {
        private final Truth truth;
        private boolean actsOnly;
        private final List<TargetId> planned = new ArrayList<>();
        private final List<Write> writes = new ArrayList<>();

        WriteAhead(Truth truth) {
            this.truth = truth;
        }

        /** A write, and how many changes were durable by then. */
        private record Write(Call call, int planned) {}

        @Override
        public Optional<String> journaled(List<RunEvent> events) {
            for (RunEvent event : events) {
                if (event instanceof RunEvent.ChangePlanned change) {
                    planned.add(change.change().target());
                } else if (event instanceof RunEvent.RunStarted run) {
                    actsOnly = run.outline().steps().stream().noneMatch(step -> step.kind() == StepKind.ROLL_BACK);
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<String> before(Call call) {
            if (call.isWrite() && !call.operation().equals(TELLS)) {
                writes.add(new Write(call, planned.size()));
                return planned.isEmpty() && !actsOnly ? Optional.of(tooEarly(call, "any change")) : Optional.empty();
            }
            return Optional.empty();
        }

        @Override
        public Optional<String> atEnd(Rehearsed rehearsed) {
            return writes.stream().flatMap(write -> check(write).stream()).findFirst();
        }

        private Optional<String> check(Write write) {
            List<String> names = write.call().names();
            Optional<TargetId> late = Optional.empty();
            for (int i = 0; i < planned.size(); i++) {
                if (truth.isNamedIn(names, planned.get(i))) {
                    if (i < write.planned()) {
                        return Optional.empty();
                    }
                    late = Optional.of(planned.get(i));
                }
            }
            return late.map(target -> tooEarly(write.call(), "the change of " + target));
        }

        private static String tooEarly(Call call, String change) {
            return call.operation() + " " + call.subject() + " was called at " + call.at() + ", before " + change
                    + " was in the journal.";
        }
    }
}
