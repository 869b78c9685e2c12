package dev.rollback;

import dev.rollback.lease.Acquisition;
import dev.rollback.lease.Holder;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.lease.Severity;
import dev.rollback.target.Finding;
import dev.rollback.target.TargetId;

/** Puts into words that somebody else may change a target. */
final class LeaseWords {

    static final String HELD = "LEASE_HELD";
    static final String UNKNOWN = "LEASE_UNKNOWN";

    private LeaseWords() {}

    static String of(Acquisition answer) {
        return answer.accept(new Acquisition.Visitor<String>() {
            @Override
            public String granted(Acquisition.Granted granted) {
                return "";
            }

            @Override
            public String held(Acquisition.Held held) {
                return "it is changed by " + held.holder().describe();
            }

            @Override
            public String reserved(Acquisition.Reserved reserved) {
                return "it is kept for " + reserved.asked().describe();
            }
        });
    }

    /** Whether its holder may be asked to give way. */
    static boolean isMilder(Acquisition answer, LeaseOwner than) {
        return answer.accept(new Acquisition.Visitor<Boolean>() {
            @Override
            public Boolean granted(Acquisition.Granted granted) {
                return false;
            }

            @Override
            public Boolean held(Acquisition.Held held) {
                return than.severity().isWorseThan(held.holder().owner().severity());
            }

            @Override
            public Boolean reserved(Acquisition.Reserved reserved) {
                return false;
            }
        });
    }

    static Finding held(TargetId target, Acquisition answer) {
        return Finding.soft(
                HELD,
                "Another run may change " + target + ": " + of(answer) + ".",
                "Wait for its end or cancel it; or override " + HELD
                        + " with a reason, which takes the target from it by force.");
    }

    /** What a preview says of whoever holds a target. */
    static Finding seen(TargetId target, Holder holder, Severity severity) {
        return severity.isWorseThan(holder.owner().severity())
                ? Finding.warning(
                        "LEASE_WILL_BE_ASKED",
                        "Another run may change " + target + ": it is changed by " + holder.describe() + ".",
                        "This plan is worse off, so that run is asked to give way between two of its steps.")
                : held(target, new Acquisition.Held(holder));
    }

    static Finding unknown(TargetId target, Throwable failure) {
        return Finding.soft(
                UNKNOWN,
                "Whether another run changes " + target + " is not known: " + Texts.sentence(failure),
                "Mend that; or, if you know that nobody else rolls it back, override " + UNKNOWN + " with a reason.");
    }
}
