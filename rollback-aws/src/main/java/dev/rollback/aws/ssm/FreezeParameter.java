package dev.rollback.aws.ssm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.RunListener;
import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.run.Outcome;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.SelectiveVisitor;
import dev.rollback.target.Change;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Writes what not to deploy into a parameter that pipelines read, when a run of a plan with {@code freeze} ends {@code ROLLED_BACK}; and that it may be deployed, when a run is taken back. Told as
 * a listener: {@code options.listener(aws.freezeParameter("/deploy/checkout/freeze"))}. It changes nothing about the run; what cannot be written after three tries is logged. A version that is
 * lifted by hand in the journal stays in the parameter until it is over or the next run writes it.
 *
 * <p>The value is JSON in a {@code String} parameter: {@code frozen}, and while that is true {@code until}, {@code run}, {@code plan}, {@code reason}, and {@code versions} by target. Reasons are cut so that
 * it stays below the 4 KB of a standard parameter. Needs {@code ssm:PutParameter}. Source: AWS Systems Manager API reference, PutParameter. Thread-safe.
 */
public final class FreezeParameter implements RunListener {

    private static final Logger log = LoggerFactory.getLogger(FreezeParameter.class);
    private static final int TRIES = 3;
    private static final int LONGEST_REASON = 500;
    private static final int MOST_BYTES = 4_000;

    private final SdkService<SsmClient> ssm;
    private final String name;
    private final Map<RunId, Changes> runs = new ConcurrentHashMap<>();

    /** Made by {@code AwsTargets.freezeParameter(name)}. */
    public FreezeParameter(AwsScope scope, String name) {
        if (!name.matches("/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+){0,14}")) {
            throw new IllegalArgumentException(
                    "\"" + name
                            + "\" names no parameter: expected letters, digits, dots, dashes and underscores, in up to 15 parts by slashes, such as /deploy/checkout/freeze.");
        }
        this.name = name;
        this.ssm = scope.service("ssm", SsmClient.class).about("parameter " + name);
    }

    @Override
    public void happened(RunId run, Outline outline, RunEvent event) {
        event.accept(runs.computeIfAbsent(run, begun -> new Changes(run, outline)));
    }

    /** What a run has changed so far. */
    private final class Changes extends SelectiveVisitor<Boolean> {
        private final RunId run;
        private final Outline outline;
        private final Map<Integer, Change> planned = new TreeMap<>();
        private final Map<String, String> left = new TreeMap<>();

        Changes(RunId run, Outline outline) {
            this.run = run;
            this.outline = outline;
        }

        @Override
        protected Boolean otherwise(RunEvent event) {
            return false;
        }

        @Override
        public Boolean changePlanned(RunEvent.ChangePlanned event) {
            planned.put(event.step(), event.change());
            return true;
        }

        @Override
        public Boolean stepSettled(RunEvent.StepSettled event) {
            Change change = planned.get(event.step());
            if (change != null && !change.isEmpty()) {
                left.put(change.target().toString(), change.from().title());
            }
            return true;
        }

        @Override
        public Boolean runEnded(RunEvent.RunEnded event) {
            runs.remove(run);
            Optional<Duration> freeze = outline.freeze();
            boolean isTakenBack = outline.undoes().isPresent() && event.outcome() == Outcome.RESTORED;
            if (freeze.isPresent() && isTakenBack) {
                write(thawed());
            } else if (freeze.isPresent() && event.outcome() == Outcome.ROLLED_BACK && !left.isEmpty()) {
                write(frozen(event, freeze.get()));
            }
            return true;
        }

        private String thawed() {
            JsonWriter json = JsonWriter.create().writeStartObject();
            json.writeFieldName("frozen").writeValue(false);
            json.writeFieldName("run").writeValue(run.value());
            return text(json.writeEndObject());
        }

        private String frozen(RunEvent.RunEnded event, Duration freeze) {
            JsonWriter json = JsonWriter.create().writeStartObject();
            json.writeFieldName("frozen").writeValue(true);
            json.writeFieldName("until").writeValue(event.at().plus(freeze).toString());
            json.writeFieldName("run").writeValue(run.value());
            json.writeFieldName("plan").writeValue(cut(outline.plan()));
            json.writeFieldName("reason").writeValue(cut(outline.reason()));
            json.writeFieldName("versions").writeStartObject();
            int bytes = 0;
            for (Map.Entry<String, String> version : left.entrySet()) {
                bytes +=
                        4 * (version.getKey().length() + cut(version.getValue()).length());
                if (bytes < MOST_BYTES - 4 * LONGEST_REASON) {
                    json.writeFieldName(version.getKey()).writeValue(cut(version.getValue()));
                }
            }
            return text(json.writeEndObject().writeEndObject());
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON - 1) + "…";
    }

    private static String text(JsonWriter json) {
        return new String(json.getBytes(), UTF_8);
    }

    private void write(String value) {
        for (int tries = 1; ; tries++) {
            try {
                ssm.ask(
                        "PutParameter",
                        client -> client.putParameter(put -> put.name(name)
                                .type(ParameterType.STRING)
                                .overwrite(true)
                                .value(value)));
                return;
            } catch (TargetException e) {
                if (tries == TRIES || !e.kind().isPassing()) {
                    log.error("The parameter {} could not be written; it should say {}", name, value, e);
                    return;
                }
            }
        }
    }
}
