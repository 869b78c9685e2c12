package dev.rollback.testkit;

import dev.rollback.health.Health;
import dev.rollback.run.StepKind;
import dev.rollback.target.Http;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a recorded run saw beside its targets: web addresses that probes looked at, distributions that it invalidated. */
final class RecordedOutside {
    private static final Pattern REQUEST =
            Pattern.compile("(?:GET|HEAD|OPTIONS|POST) (https?://\\S+?): (.*)", Pattern.DOTALL);
    private static final Pattern STATUS =
            Pattern.compile("status (\\d{3})(?:\\D.*)?|expected status .*, got (\\d{3})", Pattern.DOTALL);
    private static final Pattern DISTRIBUTION = Pattern.compile("distribution (E[A-Z0-9]+)");
    private static final int WELL = 200;
    private static final int UNWELL = 503;

    private final List<RecordedStep> steps;
    private final Consumer<String> left;
    private final Map<String, List<Answer>> answers = new LinkedHashMap<>();

    RecordedOutside(List<RecordedStep> steps, Consumer<String> left) {
        this.steps = steps;
        this.left = left;
    }

    /** What an address answered from some time of a verification on. */
    private record Answer(RecordedStep step, RecordedStep.Look look, int status) {}

    void in(FakeAws world, Replay replay) {
        for (RecordedStep step : steps) {
            step.looks.forEach(look -> look(step, look));
            if (step.outline.kind() == StepKind.RUN) {
                action(world, step);
            }
        }
        answers.forEach((url, sequence) -> world.http(url).answers(now -> answer(now, replay, sequence)));
    }

    private void look(RecordedStep step, RecordedStep.Look look) {
        Health health = look.health();
        Matcher request = REQUEST.matcher(health.evidence());
        if (!request.matches()) {
            left.accept(step.name() + ": a probe saw \"" + health.evidence()
                    + "\", which no address of the replay answers.");
            return;
        }
        int answered = status(step, health, request.group(2));
        answers.computeIfAbsent(request.group(1), missing -> new ArrayList<>()).add(new Answer(step, look, answered));
    }

    private int status(RecordedStep step, Health health, String seen) {
        Matcher status = STATUS.matcher(seen);
        if (status.matches()) {
            return Integer.parseInt(Optional.ofNullable(status.group(1)).orElseGet(() -> status.group(2)));
        }
        int answered = health.verdict() == Health.Verdict.HEALTHY ? WELL : UNWELL;
        left.accept(step.name() + ": a probe saw \"" + health.evidence() + "\", for which the replay answers status "
                + answered + " and no body.");
        return answered;
    }

    private static Http.Answer answer(FakeAws world, Replay replay, List<Answer> sequence) {
        int status = sequence.get(0).status();
        for (Answer one : sequence) {
            boolean reached = replay.began(one.step(), one.look().proof())
                    .filter(began ->
                            isDue(began, one.look().after(), world.clock().instant()))
                    .isPresent();
            status = reached ? one.status() : status;
        }
        return Http.Answer.of(status, "");
    }

    /** A verdict is noted at the end of a look, the answer comes at its beginning. */
    private static boolean isDue(Instant began, Duration after, Instant now) {
        return !now.plusSeconds(1).isBefore(began.plus(after));
    }

    private void action(FakeAws world, RecordedStep step) {
        List<String> distributions = step.texts.stream()
                .flatMap(text -> DISTRIBUTION.matcher(text).results().map(found -> found.group(1)))
                .distinct()
                .toList();
        distributions.forEach(id -> {
            var distribution = world.cloudFront().distribution(id);
            step.took(step.settled).ifPresent(distribution::invalidationsTake);
        });
        if (distributions.isEmpty()) {
            left.accept(
                    step.name() + ": what the action does to the world is not in the journal; set it up in the scene.");
        }
    }
}
