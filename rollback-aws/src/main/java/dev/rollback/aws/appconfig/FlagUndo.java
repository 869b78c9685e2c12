package dev.rollback.aws.appconfig;

import dev.rollback.target.Action;
import dev.rollback.target.Attempt;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionResponse;

/**
 * Takes the change of a flag back, by the version that the change found deployed.
 *
 * @param parts the change
 */
record FlagUndo(FlagParts parts) implements Action {

    private static final String UNDO = "-undo";

    @Override
    public String describe() {
        return parts.flag() + ": back to what it was before";
    }

    @Override
    public Progress reconcile(Attempt attempt) {
        OptionalInt found = FoundVersions.in(attempt.ledger()).last();
        return found.isEmpty()
                ? Progress.done(parts.flag() + " was not changed by this run, so nothing is taken back")
                : back(found.getAsInt(), attempt);
    }

    private Progress back(int version, Attempt attempt) {
        FlagParts.Profile profile = parts.profile();
        Place place = profile.places().find(attempt);
        String where = "version " + version + " of " + profile.title();
        Optional<GetHostedConfigurationVersionResponse> before = profile.calls().hosted(attempt, place, version);
        if (before.isEmpty()) {
            return Progress.failed(
                    FailureKind.ENVIRONMENT,
                    where + " tells what " + parts.flag() + " was before, and it was deleted from the hosted store:"
                            + " expected it there. Set the flag by hand.");
        }
        try {
            Wanted wanted = new AsBefore(parts.settings(), FlagReading.document(before.get()));
            return parts.release(attempt, wanted, attempt.changeId() + UNDO, deployed -> {});
        } catch (IOException e) {
            return FlagReading.failed(FlagReading.unreadable(where, e));
        }
    }
}
