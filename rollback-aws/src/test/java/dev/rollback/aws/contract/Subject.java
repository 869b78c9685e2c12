package dev.rollback.aws.contract;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkClient;

/** Something that answers like AWS: the fakes or an emulator. Knows by name what it cannot do. */
interface Subject {

    Logger log = LoggerFactory.getLogger(Subject.class);

    /** Its name, for people. */
    String name();

    <C extends SdkClient> C client(Class<C> type);

    /** Lets that much time pass for it, if its time is virtual. */
    void pass(Duration time);

    /** What it is known not to do as AWS documents. */
    Set<Deviation> deviations();

    /** Something to be asked. */
    @FunctionalInterface
    interface Clause {
        /** Asks it; throws when the answer is not the documented one. */
        void ask() throws Exception;
    }

    /**
     * Asks a clause that some subjects are known not to keep. One that is known not to has to break it, so that the list of deviations stays true, and is told
     * of in the log.
     */
    default void keepsUnless(Deviation deviation, Clause clause) throws Exception {
        if (!deviations().contains(deviation)) {
            clause.ask();
            return;
        }
        if (breaks(clause)) {
            log.warn("{} cannot: {}", name(), deviation.text());
        } else {
            fail("%s keeps the clause \"%s\" now: take %s out of its deviations", name(), deviation.text(), deviation);
        }
    }

    private static boolean breaks(Clause clause) {
        try {
            clause.ask();
            return false;
        } catch (Exception | AssertionError e) {
            log.debug("broken as known", e);
            return true;
        }
    }
}
