package dev.rollback.journal;

import dev.rollback.lease.Asked;
import dev.rollback.lease.Kept;
import dev.rollback.lease.Lease;
import dev.rollback.lease.LeaseException;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.lease.Renewal;
import dev.rollback.lease.Severity;
import dev.rollback.lease.Taking;
import dev.rollback.target.TargetId;
import org.jspecify.annotations.Nullable;

/** What is kept of the lease of a target, as a line in the form of those of a run. */
final class KeptLeaseText {

    private static final int FORMAT = 1;

    private KeptLeaseText() {}

    static byte[] write(TargetId target, Kept kept) {
        return JsonLines.line(FORMAT, out -> write(out, target, kept));
    }

    private static void write(JsonOut out, TargetId target, Kept kept) {
        ValueWriter.target(out.begin("target"), target).end();
        out.number("lastToken", kept.lastToken())
                .textIfAny("holds", kept.holds())
                .flag("guess", kept.isGuess());
        lease(out, kept.lease());
        asked(out, kept.asked());
        out.beginList("takings");
        for (Taking taking : kept.takings()) {
            owner(out.begin().number("token", taking.token()).choice("cause", taking.cause()), "by", taking.by())
                    .time("at", taking.at())
                    .textIfAny("why", taking.why())
                    .end();
        }
        out.endList();
    }

    private static void lease(JsonOut out, @Nullable Lease lease) {
        if (lease != null) {
            owner(out.begin("lease"), "owner", lease.owner())
                    .number("token", lease.token())
                    .time("since", lease.since())
                    .time("until", lease.until())
                    .end();
        }
    }

    private static void asked(JsonOut out, @Nullable Asked asked) {
        if (asked != null) {
            owner(out.begin("asked"), "by", asked.by())
                    .time("since", asked.since())
                    .time("until", asked.until())
                    .end();
        }
    }

    private static JsonOut owner(JsonOut out, String name, LeaseOwner owner) {
        return out.begin(name)
                .text("who", owner.who())
                .text("run", owner.run())
                .text("plan", owner.plan())
                .textIfAny("reason", owner.reason())
                .choice("severity", owner.severity())
                .end();
    }

    /**
     * Reads it again.
     *
     * @return null when it was cut off or damaged
     * @throws LeaseException of kind {@code NEWER}
     */
    static @Nullable Kept read(String where, TargetId target, byte[] bytes) {
        JsonLines lines = new JsonLines(bytes);
        int end = lines.end(0);
        if (bytes.length == 0 || lines.damage(0, end) != null) {
            return null;
        }
        try {
            Fields fields = lines.fields(where, 0, end);
            int format = fields.number("format");
            if (format != FORMAT) {
                throw LeaseException.newer(where, format, FORMAT);
            }
            return kept(target, fields);
        } catch (JournalException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Kept kept(TargetId target, Fields fields) {
        return new Kept(
                fields.bigNumber("lastToken"),
                fields.has("lease") ? lease(target, fields.object("lease")) : null,
                fields.textOrEmpty("holds"),
                fields.has("asked") ? asked(fields.object("asked")) : null,
                fields.objects("takings").stream().map(KeptLeaseText::taking).toList(),
                fields.flag("guess"));
    }

    private static Lease lease(TargetId target, Fields fields) {
        return new Lease(
                target,
                owner(fields.object("owner")),
                fields.bigNumber("token"),
                fields.time("since"),
                fields.time("until"));
    }

    private static Asked asked(Fields fields) {
        return new Asked(owner(fields.object("by")), fields.time("since"), fields.time("until"));
    }

    private static Taking taking(Fields fields) {
        return new Taking(
                fields.bigNumber("token"),
                fields.choice("cause", Renewal.Cause.class),
                owner(fields.object("by")),
                fields.time("at"),
                fields.textOrEmpty("why"));
    }

    private static LeaseOwner owner(Fields fields) {
        return new LeaseOwner(
                fields.text("who"),
                fields.text("run"),
                fields.text("plan"),
                fields.textOrEmpty("reason"),
                fields.choice("severity", Severity.class));
    }
}
