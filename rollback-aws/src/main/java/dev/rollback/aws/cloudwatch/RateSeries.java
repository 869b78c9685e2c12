package dev.rollback.aws.cloudwatch;

import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many of some things were others, in percent, over all of the time. What was counted of the part and not of the whole says nothing; what was counted of the whole alone is none of it.
 *
 * @param part errors
 * @param whole requests
 */
record RateSeries(Metric part, Metric whole) implements Series {

    private static final String PART = "part";
    private static final String WHOLE = "whole";

    @Override
    public String title() {
        return part.name() + " in % of " + whole.name();
    }

    @Override
    public Metric.Span span() {
        return whole.span();
    }

    @Override
    public Seen read(Look look, Instant from, Instant to) {
        MetricData data = new MetricData(whole.scope(), look, whole.toString());
        data.ask(PART, part.period(whole.span().period()), "Sum");
        data.ask(WHOLE, whole, "Sum");
        data.read(from, to);
        Map<Instant, Double> counted = data.of(WHOLE);
        double all = 0;
        double some = 0;
        for (Map.Entry<Instant, Double> one : counted.entrySet()) {
            all += one.getValue();
            some += data.of(PART).getOrDefault(one.getKey(), 0.0);
        }
        List<Double> rate = all > 0 ? List.of(100 * some / all) : List.of();
        return new Seen(rate, all, counted.containsKey(to.minus(whole.span().period())));
    }

    @Override
    public List<Finding> check(Look look) {
        KnownMetrics known = KnownMetrics.of(whole.scope(), look);
        List<Finding> findings = new ArrayList<>(known.check(whole));
        known.check(part).stream()
                .map(finding -> Finding.note(
                        finding.code(),
                        finding.text() + " Where it counts nothing but errors, there may just have been none."))
                .forEach(findings::add);
        return findings;
    }

    @Override
    public String toString() {
        return title();
    }
}
