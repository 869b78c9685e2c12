package dev.rollback.aws.ssm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollback.RunListener;
import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.journal.Freeze;
import dev.rollback.journal.Journal;
import dev.rollback.run.Outcome;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.SelectiveVisitor;
import dev.rollback.target.TargetException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Writes what not to deploy into a parameter that pipelines read, when a run of a plan with {@code freeze} has brought a target back; and that it may be deployed, when a run is taken back. Told as
 * a listener: {@code options.listener(aws.freezeParameter("/deploy/checkout/freeze", journal))}. It changes nothing about the run; what cannot be written after three tries is logged, and what
 * a process did not live to write is not written later. A version that is
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
    private final Journal journal;

    /** Made by {@code AwsTargets.freezeParameter(name, journal)}. */
    public FreezeParameter(AwsScope scope, String name, Journal journal) {
        this.name = checked(name);
        this.journal = journal;
        this.ssm = scope.service("ssm", SsmClient.class).about("parameter " + name);
    }

    static String checked(String name) {
        if (!name.matches("/?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+){0,14}")) {
            throw new IllegalArgumentException(
                    "\"" + name
                            + "\" names no parameter: expected letters, digits, dots, dashes and underscores, in up to 15 parts by slashes, such as /deploy/checkout/freeze.");
        }
        return name;
    }

    @Override
    public void happened(RunId run, Outline outline, RunEvent event) {
        if (outline.freeze().isPresent()) {
            event.accept(new End(run, outline));
        }
    }

    /** What the journal says once a run has ended, of what it did before a crash as well. */
    private final class End extends SelectiveVisitor<Boolean> {
        private final RunId run;
        private final Outline outline;

        End(RunId run, Outline outline) {
            this.run = run;
            this.outline = outline;
        }

        @Override
        protected Boolean otherwise(RunEvent event) {
            return false;
        }

        @Override
        public Boolean runEnded(RunEvent.RunEnded event) {
            List<Freeze> freezes = journal.freezes(event.at()).stream()
                    .filter(freeze -> freeze.run().equals(run))
                    .toList();
            if (!freezes.isEmpty()) {
                write(frozen(freezes));
            } else if (outline.undoes().isPresent() && event.outcome() == Outcome.RESTORED) {
                write(thawed());
            }
            return true;
        }

        private String thawed() {
            JsonWriter json = JsonWriter.create().writeStartObject();
            json.writeFieldName("frozen").writeValue(false);
            json.writeFieldName("run").writeValue(run.value());
            return text(json.writeEndObject());
        }

        private String frozen(List<Freeze> freezes) {
            JsonWriter json = JsonWriter.create().writeStartObject();
            json.writeFieldName("frozen").writeValue(true);
            json.writeFieldName("until").writeValue(freezes.get(0).until().toString());
            json.writeFieldName("run").writeValue(run.value());
            json.writeFieldName("plan").writeValue(cut(outline.plan()));
            json.writeFieldName("reason").writeValue(cut(outline.reason()));
            json.writeFieldName("versions").writeStartObject();
            int bytes = 0;
            for (Freeze freeze : freezes) {
                String target = freeze.target().toString();
                bytes += 4 * (target.length() + cut(freeze.version()).length());
                if (bytes < MOST_BYTES - 4 * LONGEST_REASON) {
                    json.writeFieldName(target).writeValue(cut(freeze.version()));
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
                ssm.tell(
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
