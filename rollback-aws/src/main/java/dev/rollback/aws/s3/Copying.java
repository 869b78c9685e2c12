package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Deed.What;
import dev.rollback.aws.s3.Stand.Phase;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Copies what was put off into the ledger: entry points, and what S3 takes its time for. */
final class Copying {

    /** While parts of a large object are copied, a call does some of them. */
    private static final Duration PARTS = Duration.ofSeconds(1);

    /** Archives take minutes at least. */
    private static final Duration ARCHIVES = Duration.ofMinutes(1);

    private final Work work;
    private final Stand stand;

    Copying(Work work) {
        this.work = work;
        this.stand = work.stand();
    }

    Progress step() {
        What kind = stand.phase() == Phase.WAIT ? What.WAITING : What.LATER;
        Window window = Window.read(work.book(), stand.count(Stand.LINE), Set.of(kind), EnumSet.allOf(What.class));
        rememberFailedEntries(window);
        Taking taking = new Taking(window, work.chunk());
        work.attempt().forEach(taking, work.atOnce(), deed -> work.copier().copy(deed.copy()), work.results()::copied);
        Progress end = work.end();
        if (end != null) {
            return end;
        }
        Stand reached = work.results().stand().set(Stand.LINE, taking.line());
        return taking.isDone() ? finished(reached) : work.soon(reached);
    }

    /** Pages that could not be brought back keep removals from being made, also where the process died before it remembered them. */
    private void rememberFailedEntries(Window window) {
        for (Deed deed : window.failed()) {
            boolean passing = deed.failure() != null && deed.failure().passing();
            String figure = passing ? Stand.ENTRY_DOUBT : Stand.ENTRY_FAILED;
            if (work.parts().settings().entryPoints().include(deed.key())
                    && work.results().stand().count(figure) == 0) {
                work.results().count(figure);
            }
        }
    }

    private Progress finished(Stand reached) {
        if (stand.phase() == Phase.ENTRIES) {
            return reached.count(Stand.WAITING) > 0 ? work.soon(reached.waitThen(Phase.REMOVE)) : work.serving();
        }
        if (reached.count(Stand.STILL_WAITING) > 0) {
            boolean archives = reached.count(Stand.RESTORING) == reached.count(Stand.STILL_WAITING);
            Stand next = reached.set(Stand.LINE, 0).set(Stand.STILL_WAITING, 0).set(Stand.RESTORING, 0);
            return work.pending(next, archives ? ARCHIVES : PARTS);
        }
        Stand over = reached.set(Stand.WAITING, 0).set(Stand.RESTORING, 0);
        return over.then() == Phase.REMOVE ? work.serving() : work.soon(over.phase(over.then()));
    }
}
