package dev.rollback;

import dev.rollback.run.Proof;
import dev.rollback.run.StepKind;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Permission;
import dev.rollback.target.Standing;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a preview in words. */
final class PreviewText {

    private static final int COLUMN = 9;
    private static final Duration LATELY = Duration.ofHours(24);

    private final Preview preview;
    private final PracticeWords practice;
    private final Page page;

    PreviewText(Preview preview, int width) {
        this.preview = preview;
        this.practice = new PracticeWords(preview.practised());
        this.page = new Page(width);
    }

    String render() {
        head();
        for (int i = 0; i < preview.places().size(); i++) {
            if (!preview.places().get(i).name().isEmpty()) {
                step(i);
            }
        }
        fastestFirst();
        lately();
        leftBehind();
        checks();
        permissions();
        planFindings();
        close();
        return page.text();
    }

    private void head() {
        RollbackPlan plan = preview.plan();
        String what =
                plan.takesBack() == null ? plan.name() : "taking back run " + plan.takesBack() + " of " + plan.name();
        page.line("", "PREVIEW of " + what + ", " + Texts.instant(preview.at()) + ". Nothing has been written.");
        if (!plan.reason().isEmpty()) {
            page.field(0, "reason", COLUMN, plan.reason());
        }
        IncidentWords incident = new IncidentWords(plan.incident());
        incident.incident(page, preview.at(), "ago");
        IncidentWords.decision(page, plan.decision());
        incident.facts(page);
        if (!preview.expectedSettled().isZero()) {
            page.field(
                    0,
                    "expected",
                    COLUMN,
                    PracticeWords.expected(
                            new Assessment.Expected(preview.expectedServing(), preview.expectedSettled())));
        }
        if (preview.practised().isKnown()) {
            page.field(0, "rehearsed", COLUMN, practice.rehearsed());
            page.field(0, "drilled", COLUMN, practice.drilled());
        }
        page.field(0, "journal", COLUMN, preview.journal());
    }

    private void step(int index) {
        PlannedStep planned = preview.plan().steps().get(index);
        StepPreview step = preview.places().get(index);
        page.heading(step.name() + heading(planned, step));
        after(planned);
        step.current().ifPresent(from -> field("from", from.title() + since(from)));
        step.to().ifPresent(to -> to(step, to));
        how(step);
        planned.checks().forEach(check -> field("verify", verification(step.name(), check.proof())));
        if (planned.kind() == StepKind.RUN) {
            field("undo", planned.options().undoText());
        }
        step.findings().forEach(this::finding);
        candidates(step);
    }

    private static String heading(PlannedStep planned, StepPreview step) {
        String what = what(planned, step);
        return what.equals(step.name()) ? "" : "  " + what;
    }

    private static String what(PlannedStep planned, StepPreview step) {
        return switch (planned.kind()) {
            case ROLL_BACK ->
                step.subject() == null
                        ? planned.requireTarget().name()
                        : step.subject().toString();
            case RUN -> planned.action().orElseThrow().describe();
            case VERIFY -> looks(planned);
            case APPROVE -> planned.options().approvalText();
            case PAUSE -> planned.options().pauseText();
            case JOIN -> "";
        };
    }

    private static String looks(PlannedStep planned) {
        return planned.checks().stream().map(check -> check.probe().describe()).collect(Collectors.joining(", "));
    }

    private static String since(Version version) {
        return version.tenure()
                .liveFrom()
                .map(at -> ", live since " + Texts.instant(at))
                .orElse("");
    }

    private void after(PlannedStep planned) {
        Stream<String> served = planned.wiring().after().stream().flatMap(place -> names(place).stream());
        Stream<String> settled = planned.wiring().afterSettled().stream()
                .flatMap(place -> names(place).stream())
                .map(name -> name + " settled");
        String all = Stream.concat(served, settled).collect(Collectors.joining(", "));
        if (!all.isEmpty()) {
            field("after", all);
        }
    }

    /** The name of a step; for a join those of the steps that it joins. */
    private List<String> names(int place) {
        PlannedStep step = preview.plan().steps().get(place);
        return step.kind() == StepKind.JOIN
                ? step.wiring().after().stream()
                        .flatMap(before -> names(before).stream())
                        .toList()
                : List.of(step.name());
    }

    private void to(StepPreview step, Version to) {
        if (step.isThere()) {
            field("to", to.title() + ", which serves already: nothing to do");
            return;
        }
        String evidence = step.choice() == null ? "" : step.choice().evidence();
        field("to", to.title() + "  " + to.standing() + (evidence.isEmpty() ? "" : ": " + evidence));
    }

    private void how(StepPreview step) {
        Assessment assessment = step.assessment();
        if (assessment == null || step.isThere()) {
            return;
        }
        String label = "how";
        for (String line : assessment.path()) {
            field(label, line);
            label = "";
        }
        field("takes", practice.takes(step.name(), assessment));
    }

    private static String verification(String step, Proof proof) {
        String when = switch (proof.moment()) {
            case SERVING -> "";
            case BETWEEN_WEIGHTS -> " before each further share";
            case GATE -> " at the gate " + proof.gate();
        };
        String what = proof.name().equals(step) ? "healthy" : proof.name();
        return what + when + " " + Texts.verification(proof.verification());
    }

    private void finding(Finding finding) {
        String overridden = finding.level() == Finding.Level.SOFT
                ? preview.overrideOf(finding)
                        .map(reason -> " Overridden: " + reason)
                        .orElse("")
                : "";
        field(finding.level().name(), finding.code() + ": " + finding.text() + " " + finding.remedy() + overridden);
    }

    private void candidates(StepPreview step) {
        Choice choice = step.choice();
        if (choice == null || (choice.candidates().size() < 2 && choice.version() != null)) {
            return;
        }
        String label = "choices";
        for (Version candidate : choice.candidates().stream().limit(6).toList()) {
            field(label, candidate.title() + "  " + candidate.standing() + why(candidate) + line(choice, candidate));
            label = "";
        }
    }

    private static String why(Version candidate) {
        return candidate.why().isEmpty() ? "" : ": " + candidate.why();
    }

    /** What to write for a candidate; where the choice has findings, their remedies say it. */
    private static String line(Choice choice, Version candidate) {
        boolean said = !choice.findings().isEmpty() || candidate.standing() == Standing.UNUSABLE;
        return said ? "" : ", to(exactly(\"" + candidate.id() + "\"))";
    }

    private void fastestFirst() {
        List<StepPreview> movers = preview.steps().stream()
                .filter(step -> step.kind() == StepKind.ROLL_BACK && step.assessment() != null && !step.isThere())
                .sorted(Comparator.comparing(this::serving))
                .toList();
        if (movers.size() > 1) {
            page.heading("FASTEST FIRST");
            page.line(
                    "  ",
                    movers.stream()
                            .map(step -> step.name() + " " + Texts.duration(serving(step)))
                            .collect(Collectors.joining(", ")));
        }
    }

    private Duration serving(StepPreview step) {
        Assessment assessment = step.assessment();
        Duration estimated =
                assessment == null ? Duration.ZERO : assessment.expected().serving();
        return preview.practised()
                .times(step.name())
                .map(times -> times.last().serving())
                .orElse(estimated);
    }

    /** What went live lately, by time: what else may be behind the incident. */
    private void lately() {
        Map<String, Instant> lines = new LinkedHashMap<>();
        int column = Page.widest(preview.steps().stream().map(StepPreview::name));
        for (StepPreview step : preview.steps()) {
            Stream.concat(step.current().stream(), candidatesOf(step))
                    .filter(this::isLate)
                    .forEach(version -> version.tenure()
                            .liveFrom()
                            .ifPresent(at -> lines.put(
                                    Page.pad(step.name(), column) + "  " + version.title() + " went live", at)));
        }
        if (!lines.isEmpty()) {
            page.heading("CHANGED IN THE LAST 24 HOURS");
        }
        lines.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(line -> page.line("  " + Texts.instant(line.getValue()) + "  ", line.getKey()));
    }

    private static Stream<Version> candidatesOf(StepPreview step) {
        Choice choice = step.choice();
        return choice == null ? Stream.empty() : choice.candidates().stream();
    }

    private boolean isLate(Version version) {
        return version.tenure()
                .liveFrom()
                .filter(at -> at.isAfter(preview.at().minus(LATELY)))
                .isPresent();
    }

    private void leftBehind() {
        List<StepPreview> losing = preview.steps().stream()
                .filter(step ->
                        step.assessment() != null && !step.assessment().losses().isEmpty())
                .toList();
        if (!losing.isEmpty()) {
            page.heading("NOT ROLLED BACK, LOST OR LEFT BEHIND");
        }
        for (StepPreview step : losing) {
            Assessment assessment = step.assessment();
            if (assessment != null) {
                assessment.losses().forEach(line -> page.line("  ", step.name() + ": " + line));
            }
        }
    }

    private void checks() {
        if (!preview.checks().isEmpty()) {
            page.heading("REQUIRED");
        }
        for (CheckPreview check : preview.checks()) {
            String what = check.describe().isEmpty() ? "" : ": " + check.describe();
            page.line("  ", check.name() + what + (check.findings().isEmpty() ? ", passed" : ""));
            check.findings().forEach(this::finding);
        }
    }

    private void permissions() {
        if (!preview.permissions().isEmpty()) {
            page.heading("PERMISSIONS");
            permissions("to look", Permission.Use.PREVIEW);
            permissions("to change", Permission.Use.EXECUTE);
        }
    }

    private void permissions(String label, Permission.Use use) {
        String actions = preview.permissions().stream()
                .filter(permission -> permission.use() == use)
                .map(Permission::action)
                .distinct()
                .collect(Collectors.joining(", "));
        if (!actions.isEmpty()) {
            page.field(2, label, COLUMN, actions);
        }
    }

    private void planFindings() {
        if (!preview.planFindings().isEmpty()) {
            page.heading("THE PLAN");
            preview.planFindings().forEach(this::finding);
        }
    }

    private void close() {
        List<Finding> blockers = preview.blockers();
        page.blank();
        if (blockers.isEmpty()) {
            page.line("", "READY: nothing keeps this from being run.");
        } else {
            String codes = blockers.stream().map(Finding::code).distinct().collect(Collectors.joining(", "));
            page.line("", "BLOCKED by " + codes + ": it would be refused, and nothing written.");
        }
    }

    private void field(String label, String text) {
        page.field(2, label, COLUMN - 2, text);
    }
}
