package dev.rollback.target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether one of the versions that are rolled away from can have caused the incident, by when it went live. */
record DeploymentFits(Duration within) implements Check {

    private static final String MISFIT = "DEPLOYMENT_DOES_NOT_FIT";
    private static final String UNKNOWN = "DEPLOYMENT_TIME_UNKNOWN";

    @Override
    public List<Finding> check(Planned planned, Look look) {
        Instant began = planned.incidentStartedAt();
        if (began == null) {
            return List.of(Finding.soft(
                    UNKNOWN,
                    "Whether a deployment fits the incident is not known: the plan does not say when that began.",
                    "Say incidentStartedAt(...); or override " + UNKNOWN + "."));
        }
        List<String> misfits = new ArrayList<>();
        boolean fits = false;
        for (Move move : planned.moves()) {
            Optional<String> misfit = misfit(move, began);
            misfit.ifPresent(misfits::add);
            fits |= misfit.isEmpty();
        }
        return findings(planned, began, misfits, fits);
    }

    private List<Finding> findings(Planned planned, Instant began, List<String> misfits, boolean fits) {
        if (misfits.isEmpty()) {
            return List.of();
        }
        String text = "The incident began at " + began + "; " + String.join("; ", misfits) + ".";
        if (fits) {
            return List.of(Finding.warning(MISFIT, text, "Look whether these have to go back as well."));
        }
        boolean known = planned.moves().stream()
                .anyMatch(move -> move.change().from().tenure().liveFrom().isPresent());
        return List.of(Finding.soft(
                known ? MISFIT : UNKNOWN,
                text,
                "Look for another cause; or override " + (known ? MISFIT : UNKNOWN)
                        + " if it is known to be this one."));
    }

    /** Why a change cannot be what caused it; empty if it can. */
    private Optional<String> misfit(Move move, Instant began) {
        Version from = move.change().from();
        Instant live = from.tenure().liveFrom().orElse(null);
        String what = from.title() + " of step " + move.step();
        if (live == null) {
            return Optional.of("when " + what + " went live is not known");
        }
        if (live.isAfter(began)) {
            return Optional.of(what + " went live after that, at " + live);
        }
        return began.isAfter(live.plus(within))
                ? Optional.of(what + " went live more than " + within + " before, at " + live)
                : Optional.empty();
    }

    @Override
    public String describe() {
        return "the incident began within " + within + " after one of the deployments";
    }
}
