package dev.rollback;

import static dev.rollback.HandTime.NOON;

import dev.rollback.target.Finding;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a target has served, and what a preview chooses of it. */
abstract class ChoiceScene {

    final Bench bench = new Bench();
    final Lever api = new Lever("api");

    @Nullable
    Instant incident;

    static Instant ago(Duration time) {
        return NOON.minus(time);
    }

    static Version live(String id, Duration from, Duration to) {
        return Lever.live(id, ago(from), ago(to));
    }

    static Version now(String id, Duration from) {
        return Version.of(id, id, Tenure.since(ago(from), "test"));
    }

    /** The same content under another id. */
    static Version as(String id, Version version) {
        return new Version(
                id, version.content(), version.tenure(), version.standing(), version.label(), version.facts());
    }

    /** What it served, newest first, the first of it now. */
    void served(Version... versions) {
        List<Version> history = new ArrayList<>(Arrays.asList(versions));
        api.serving = history.get(0);
        api.history = look -> history.stream();
    }

    StepPreview choose(VersionSelector selector) {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout").rollBack("api", api, step -> step.to(selector));
        if (incident != null) {
            plan.incidentStartedAt(incident);
        }
        return bench.engine.preview(plan.build()).step("api").orElseThrow();
    }

    static String chosen(StepPreview step) {
        return step.to().map(Version::id).orElse("none");
    }

    static List<String> lines(StepPreview step) {
        return step.findings().stream().map(Finding::toString).toList();
    }

    static List<String> standings(StepPreview step) {
        Choice choice = step.choice();
        return choice == null
                ? List.of()
                : choice.candidates().stream()
                        .map(version -> version.standing() + " " + version.id() + ": " + version.why())
                        .toList();
    }
}
