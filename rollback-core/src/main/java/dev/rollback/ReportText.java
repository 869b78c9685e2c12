package dev.rollback;

import dev.rollback.run.StepKind;
import dev.rollback.run.StepState;
import java.time.Duration;
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
        page.line("", outcome + ": " + report.plan() + ", run " + report.run());
        if (!report.reason().isEmpty()) {
            page.field(0, "reason", COLUMN, report.reason());
        }
        page.field(0, "time", COLUMN, Texts.instant(report.startedAt()) + ", took " + Texts.duration(report.took()));
        page.field(0, "journal", COLUMN, report.journal());
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
        step.change().ifPresent(change -> {
            field("from", change.from().title());
            field("to", change.to().title());
        });
        step.serving().ifPresent(version -> field("serves", version.title()));
        boolean standsElsewhere = step.kind() == StepKind.ROLL_BACK && step.phase() != StepState.Phase.SETTLED;
        if (standsElsewhere) {
            step.position().ifPresent(position -> field("stands", EventText.where(position)));
        }
        if (!step.seen().evidence().isEmpty() && step.kind() != StepKind.VERIFY) {
            field("seen", step.seen().evidence());
        }
        step.seen()
                .verifications()
                .forEach(verified ->
                        field("verified", verified.name() + ": " + verified.verdict() + ", " + verified.evidence()));
    }

    private static String took(StepReport step) {
        String serving = step.kind() == StepKind.ROLL_BACK
                ? step.times()
                        .untilServed()
                        .filter(time -> !time.equals(Duration.ZERO))
                        .map(time -> " serving after " + Texts.duration(time) + ",")
                        .orElse("")
                : "";
        return step.times()
                .took()
                .map(time -> "," + serving + " took " + Texts.duration(time))
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
        for (RollbackReport.Entry entry : report.timeline()) {
            String step = entry.step().isEmpty() ? "" : entry.step() + " ";
            page.line("  " + Texts.clock(entry.at()) + "  ", step + entry.text());
        }
    }

    private void field(String label, String text) {
        page.field(4, label, COLUMN - 1, text);
    }
}
