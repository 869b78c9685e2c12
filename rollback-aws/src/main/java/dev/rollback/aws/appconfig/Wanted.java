package dev.rollback.aws.appconfig;

import dev.rollback.target.Finding;
import java.util.List;

/** What a flag shall be, whatever the rest of the set is. */
interface Wanted {

    /** The flag's key. */
    String flag();

    /**
     * What has to change in a set of flags.
     *
     * @param where says which set it is, for people
     */
    Outcome in(FlagDocument document, String where);

    /**
     * The set after the change, or why it cannot be.
     *
     * @param refusals why not; then the set is as it was
     * @param edited the set; unchanged if the flag is so already
     */
    record Outcome(List<Finding> refusals, FlagDocument.Edited edited) {

        boolean isRefused() {
            return !refusals.isEmpty();
        }
    }
}
