package dev.rollback.examples;

import dev.rollback.EngineOptions;
import dev.rollback.aws.AwsTargets;
import dev.rollback.notify.Notifier;
import dev.rollback.notify.Webhook;
import dev.rollback.run.RunId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whom the command line tells of runs: by what stands in the environment, where no list of processes shows it. What cannot be used there is said, and keeps nobody from rolling back.
 *
 * @param environment a variable's value; empty if there is none
 * @param aws the clients, made when a topic is to be told
 * @param journal where runs are kept, for how to steer them
 */
record Notices(Function<String, Optional<String>> environment, Supplier<AwsTargets> aws, JournalPlace journal) {

    static final String SLACK = "ROLLBACK_SLACK_URL";
    static final String WEBHOOK = "ROLLBACK_WEBHOOK_URL";
    static final String TOPIC = "ROLLBACK_SNS_TOPIC";

    void join(EngineOptions options, Consumer<String> err) {
        add(options, SLACK, Webhook::slack, err);
        add(options, WEBHOOK, Webhook::to, err);
        add(options, TOPIC, arn -> aws.get().sns(arn), err);
    }

    private void add(
            EngineOptions options, String variable, Function<String, Notifier> notifier, Consumer<String> err) {
        environment.apply(variable).filter(value -> !value.isBlank()).ifPresent(value -> {
            try {
                options.notifier(notifier.apply(value.strip()), said -> said.commands(this::commands));
            } catch (IllegalArgumentException | IllegalStateException e) {
                err.accept(variable + " tells nobody: " + e.getMessage());
            }
        });
    }

    /** The lines that the screen shows. */
    private List<String> commands(RunId run) {
        return journal.isMemory()
                ? List.of()
                : List.of(
                        "status: " + journal.command("status", run),
                        "approve: " + journal.command("approve", run),
                        "deny: " + journal.command("deny", run) + " --reason TEXT",
                        "cancel: " + journal.command("cancel", run));
    }
}
