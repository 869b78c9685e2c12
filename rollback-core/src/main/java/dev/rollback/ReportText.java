package dev.rollback;

import dev.rollback.run.StepKind;
import dev.rollback.run.StepState;
import dev.rollback.target.Version;
import java.util.Locale;

/** Puts a report in words. */
final class ReportText {

    private static final int COLUMN = 9;

    private final RollbackReport report;
    private final Page page;

    ReportText(RollbackReport report, int width) {
        this.report = report;
        this.page = new Page(width);
    }

    String render() {
        head();
        refusals();
        if (report.refusals().isEmpty()) {
            page.heading("STEPS");
            report.steps().forEach(this::step);
        }
        leftBehind();
        timeline();
        page.heading("NEXT");
        page.line("  ", report.nextAction());
        return page.text();
    }

    private void head() {
        String outcome = report.isEnded() ? report.outcome() + ", " + report.verdict() : "UNDER WAY";
        page.line("", outcome + ": " + report.plan() + ", run " + report.run() + (report.isDrill() ? ", a drill" : ""));
        if (!report.reason().isEmpty()) {
            page.field(0, "reason", COLUMN, report.reason());
        }
        page.field(0, "time", COLUMN, Texts.instant(report.startedAt()) + ", took " + Texts.duration(report.took()));
        IncidentWords incident = new IncidentWords(report.incident());
        incident.incident(page, report.startedAt(), "before the run");
        if (report.takesBack().isEmpty()) {
            incident.recovery(page, report.startedAt(), report.servedAt().orElse(null), report.endedAt());
        }
        incident.facts(page);
        page.field(0, "journal", COLUMN, report.journal());
        report.glassBroken()
                .ifPresent(broken -> page.field(0, "glass", COLUMN, "BROKEN by " + broken.who() + ": " + broken.why()));
        report.overrides().forEach((code, reason) -> page.field(0, "override", COLUMN, code + ": " + reason));
    }

    private void refusals() {
        if (!report.refusals().isEmpty()) {
            page.heading("REFUSED");
        }
        for (RollbackReport.Refusal refusal : report.refusals()) {
            String step = refusal.step().isEmpty() ? "the plan" : refusal.step();
            page.line("  ", step + ": " + refusal.finding());
        }
    }

    private void step(StepReport step) {
        page.line(
                "  ", step.name() + "  " + step.phase().name().toLowerCase(Locale.ROOT) + took(step) + attempts(step));
        step.change().ifPresent(change -> field("from", change.from().title()));
        step.change().ifPresent(change -> field("to", change.to().title() + serving(step, change.to())));
        boolean standsElsewhere = step.kind() == StepKind.ROLL_BACK
                && (step.phase() != StepState.Phase.SETTLED || step.serving().isEmpty());
        if (standsElsewhere) {
            step.position().ifPresent(position -> field("stands", EventText.where(position)));
        }
        if (!step.seen().evidence().isEmpty() && step.kind() != StepKind.VERIFY) {
            field("seen", step.seen().evidence());
        }
        step.seen().verifications().forEach(verified -> verified(step, verified));
    }

    /** After a copy, a restore or a registration another id serves than was wanted. */
    private static String serving(StepReport step, Version wanted) {
        return step.serving()
                .map(now -> now.title().equals(wanted.title())
                        ? ", which serves now"
                        : ", which serves now as " + now.title())
                .orElse("");
    }

    private void verified(StepReport step, StepReport.Verified verified) {
        boolean named =
                verified.name().equals(step.name()) || verified.evidence().startsWith(verified.name());
        field(
                "verified",
                (named ? "" : verified.name() + " ") + EventText.verdict(verified.verdict()) + ": "
                        + verified.evidence());
    }

    private static String took(StepReport step) {
        String serving = step.kind() == StepKind.ROLL_BACK
                ? step.times()
                        .untilServed()
                        .filter(time -> !time.equals(step.times().took().orElse(time)))
                        .map(time -> ", serving after " + Texts.duration(time))
                        .orElse("")
                : "";
        return step.times()
                .took()
                .map(time -> " after " + Texts.duration(time) + serving)
                .orElse("");
    }

    private static String attempts(StepReport step) {
        return step.attempts() == 0 ? "" : ", " + step.attempts() + (step.attempts() == 1 ? " call" : " calls");
    }

    private void leftBehind() {
        if (report.isEnded()
                && report.outcome().isSuccess()
                && !report.leftBehind().isEmpty()) {
            page.heading("NOT ROLLED BACK, LOST OR LEFT BEHIND");
            report.leftBehind().forEach(line -> page.line("  ", line));
        }
    }

    private void timeline() {
        page.heading("TIMELINE");
        int column = Page.widest(report.steps().stream().map(StepReport::name));
        for (RollbackReport.Entry entry : report.timeline()) {
            page.line("  " + Texts.clock(entry.at()) + "  " + Page.pad(entry.step(), column) + "  ", entry.text());
        }
    }

    private void field(String label, String text) {
        page.field(4, label, COLUMN - 1, text);
    }
}
