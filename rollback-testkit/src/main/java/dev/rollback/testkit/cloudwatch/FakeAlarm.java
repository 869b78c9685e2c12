package dev.rollback.testkit.cloudwatch;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * An alarm of a scene and what became of it: its states with the time of each, past and to come.
 *
 * <p>It is OK until told otherwise. Every method returns the alarm itself. Not thread-safe.
 */
public final class FakeAlarm {
    private final FakeAccount account;
    private final Instant createdAt;
    private final List<Update> updates = new ArrayList<>();
    private PutMetricAlarmRequest settings;
    private boolean composite;

    private record Update(Instant at, StateValue state, String reason) {}

    FakeAlarm(FakeAccount account, PutMetricAlarmRequest settings, StateValue state) {
        this.account = account;
        this.settings = settings;
        this.createdAt = account.now();
        updates.add(new Update(Instant.EPOCH, state, "Unchecked: Initial alarm creation"));
    }

    /** Makes the alarm a composite one, which DescribeAlarms returns only to those who ask for the type. */
    public FakeAlarm composite() {
        composite = true;
        return this;
    }

    /** Disables the alarm's actions: it goes on changing its state, and nothing follows from that. */
    public FakeAlarm actionsDisabled() {
        settings = settings.toBuilder().actionsEnabled(false).build();
        return this;
    }

    /** Lets the alarm go off now. */
    public FakeAlarm inAlarm() {
        return becomes(StateValue.ALARM, account.now());
    }

    /** Lets the alarm be OK from now on. */
    public FakeAlarm ok() {
        return becomes(StateValue.OK, account.now());
    }

    /** Lets the alarm lack data from now on. */
    public FakeAlarm insufficientData() {
        return becomes(StateValue.INSUFFICIENT_DATA, account.now());
    }

    /**
     * Lets the alarm take a state at a moment, which may lie ahead.
     *
     * @throws IllegalArgumentException if a later state was already given
     */
    public FakeAlarm becomes(StateValue state, Instant at) {
        return becomes(state, at, "Threshold Crossed");
    }

    FakeAlarm becomes(StateValue state, Instant at, String reason) {
        Instant last = updates.get(updates.size() - 1).at();
        if (at.isBefore(last)) {
            throw new IllegalArgumentException(String.format(
                    "The alarm '%s' cannot become %s at %s: expected a time not before its last state's, %s."
                            + " Give an alarm its states in the order of time.",
                    name(), state, at, last));
        }
        updates.add(new Update(at, state, reason));
        return this;
    }

    void configure(PutMetricAlarmRequest request) {
        settings = request;
    }

    String name() {
        return settings.alarmName();
    }

    boolean hasActionsEnabled() {
        return settings.actionsEnabled() == null || settings.actionsEnabled();
    }

    boolean isComposite() {
        return composite;
    }

    StateValue stateAt(Instant at) {
        return latest(at).state();
    }

    private Update latest(Instant at) {
        Update latest = updates.get(0);
        for (Update update : updates) {
            if (!update.at().isAfter(at)) {
                latest = update;
            }
        }
        return latest;
    }

    /** The last change of value: updates that repeat it do not count. */
    private Instant transitionedAt(Instant now) {
        Update transition = updates.get(0);
        for (Update update : updates) {
            if (!update.at().isAfter(now) && update.state() != transition.state()) {
                transition = update;
            }
        }
        return sinceCreation(transition.at());
    }

    private Instant sinceCreation(Instant at) {
        return at.isBefore(createdAt) && at.equals(Instant.EPOCH) ? createdAt : at;
    }

    MetricAlarm metric(Instant now) {
        Update latest = latest(now);
        return MetricAlarm.builder()
                .alarmName(name())
                .alarmArn(account.arn("cloudwatch", "alarm:" + name()))
                .actionsEnabled(hasActionsEnabled())
                .metricName(settings.metricName())
                .namespace(settings.namespace())
                .statistic(settings.statistic())
                .period(settings.period())
                .evaluationPeriods(settings.evaluationPeriods())
                .threshold(settings.threshold())
                .comparisonOperator(settings.comparisonOperator())
                .treatMissingData(settings.treatMissingData())
                .dimensions(settings.dimensions())
                .stateValue(latest.state())
                .stateReason(latest.reason())
                .stateUpdatedTimestamp(sinceCreation(latest.at()))
                .stateTransitionedTimestamp(transitionedAt(now))
                .build();
    }

    CompositeAlarm composite(Instant now) {
        Update latest = latest(now);
        return CompositeAlarm.builder()
                .alarmName(name())
                .alarmArn(account.arn("cloudwatch", "alarm:" + name()))
                .actionsEnabled(hasActionsEnabled())
                .stateValue(latest.state())
                .stateReason(latest.reason())
                .stateUpdatedTimestamp(sinceCreation(latest.at()))
                .stateTransitionedTimestamp(transitionedAt(now))
                .build();
    }
}
