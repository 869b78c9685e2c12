package dev.rollback;

import dev.rollback.lease.Severity;
import dev.rollback.run.Incident;
import dev.rollback.target.Check;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What a plan says of the incident that it answers, and what follows from that before the first change.
 *
 * @param <B> what each method returns, to go on with the plan
 */
public interface Judgement<B> {

    /** As {@link #severity(Severity, DecisionMatrix)}, by {@link DecisionMatrix#standard()}. */
    default B severity(Severity how) {
        return severity(how, DecisionMatrix.standard());
    }

    /**
     * How bad it is that users wait, and what follows from that: who approves before the first change, by when it shall have begun, and whether gradual steps are gradual. The approval is a step of
     * its own before the first that changes anything, unless the plan has one for as many people; steps that only look do not wait for it. A run that is worse off may ask one that changes the same
     * target to give way between two of its steps. A plan that says none is {@link Severity#SIGNIFICANT}, and nothing follows. Drills, and taking a run back, ask nobody.
     */
    B severity(Severity how, DecisionMatrix matrix);

    /** As {@link #severity(Severity, DecisionMatrix)}, in the words of the house; a word that it does not have is a fault of the plan. */
    B severity(String word, DecisionMatrix matrix);

    /** When the incident began: versions that went live later, or served at that time, are suspect. */
    B incidentStartedAt(Instant instant);

    /** What is known of the incident; {@link #incidentStartedAt} says when it began. Kept with the run, shown in preview and report. No secrets. */
    B incident(Consumer<Incident.Builder> facts);

    /** As {@link #incident(Consumer)}, with facts that several plans share. */
    B incident(Incident known);

    /**
     * Requires a condition before the first change: looked at by the preview once it knows the changes, and again when the preview is executed. Findings that block keep the run from being started,
     * unless a soft one is overridden. Taking a run back requires nothing.
     *
     * @param name what it is called in the preview; unique in the plan
     */
    B require(String name, Check check);

    /** How likely the release has migrated a database so that the version before cannot live with it. Where it is high and no check looks at that, {@code MIGRATION_RISK} is a soft blocker. */
    B migrationRisk(MigrationRisk risk);

    /** Overrides a soft blocker, or all of them with the code {@code all}. The reason is journaled and reported. */
    B override(String code, String why);
}
