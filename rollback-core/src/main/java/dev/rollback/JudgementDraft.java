package dev.rollback;

import dev.rollback.lease.Severity;
import dev.rollback.run.Incident;
import dev.rollback.target.Check;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what a plan says of its incident, and finds what is wrong with it. */
final class JudgementDraft implements Judgement<JudgementDraft> {

    private final List<String> problems;
    private final SortedMap<String, String> overrides = new TreeMap<>();
    private final Map<String, Check> checks = new LinkedHashMap<>();
    private @Nullable MigrationRisk risk;
    private DecisionMatrix.@Nullable Rule rule;
    private @Nullable Incident incident;
    private @Nullable Instant startedAt;

    /** What is wrong is added to {@code problems} as it is written. */
    JudgementDraft(List<String> problems) {
        this.problems = problems;
    }

    @Override
    public JudgementDraft severity(Severity how, DecisionMatrix matrix) {
        SaidTwice.check(problems, rule, "severity");
        rule = matrix.rule(how);
        return this;
    }

    @Override
    public JudgementDraft severity(String word, DecisionMatrix matrix) {
        SaidTwice.check(problems, rule, "severity");
        rule = part(() -> matrix.rule(word));
        return this;
    }

    @Override
    public JudgementDraft incidentStartedAt(Instant instant) {
        SaidTwice.check(problems, startedAt, "incidentStartedAt");
        startedAt = instant;
        return this;
    }

    @Override
    public JudgementDraft incident(Consumer<Incident.Builder> facts) {
        Incident said = part(() -> Incident.of(facts));
        return said == null ? this : incident(said);
    }

    @Override
    public JudgementDraft incident(Incident known) {
        SaidTwice.check(problems, incident, "incident");
        incident = known;
        return this;
    }

    @Override
    public JudgementDraft require(String name, Check check) {
        if (name.isBlank()) {
            problems.add("a check has no name: give it one, the preview shows it by that");
        }
        SaidTwice.check(problems, checks.put(name, check), "require(\"" + name + "\", ...)");
        return this;
    }

    @Override
    public JudgementDraft migrationRisk(MigrationRisk how) {
        SaidTwice.check(problems, risk, "migrationRisk");
        risk = how;
        return this;
    }

    @Override
    public JudgementDraft override(String code, String why) {
        if (code.isBlank()) {
            problems.add("override names no blocker: give its code, or \"" + Preview.ALL + "\"");
        }
        if (why.isBlank()) {
            problems.add("override(\"" + code + "\") has no reason: say why, it is journaled");
        }
        SaidTwice.check(problems, overrides.put(code, why), "override(\"" + code + "\")");
        return this;
    }

    /** A part of the plan; null where it is refused on the spot, which is one more fault of the plan. */
    private <T> @Nullable T part(Supplier<T> said) {
        try {
            return said.get();
        } catch (IllegalArgumentException e) {
            problems.add(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            return null;
        }
    }

    SortedMap<String, String> overrides() {
        return overrides;
    }

    Incident incident() {
        Incident known = incident == null ? Incident.unknown() : incident;
        return startedAt == null ? known : known.startedAt(startedAt);
    }

    Required required() {
        return Required.of(checks, risk == null ? MigrationRisk.LOW : risk);
    }

    DecisionMatrix.Rule rule() {
        return rule == null ? DecisionMatrix.Rule.UNSAID : rule;
    }
}
