package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Stand.Phase;
import dev.rollback.target.Attempt;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import org.jspecify.annotations.Nullable;

/** Lists, and copies what differs while the listing goes on; entry points and removals are put off. */
final class Applying {

    private final Work work;
    private final Stand stand;

    Applying(Work work) {
        this.work = work;
        this.stand = work.stand();
    }

    Progress step() {
        try (Wanted wanted = work.parts().wanted(work.change().to(), stand.place(), work.attempt())) {
            Attempt attempt = work.attempt();
            Scan.Range range =
                    new Scan.Range(stand.place().after(), work.chunk().pages());
            Scan scan = new Scan(work.parts().pages(attempt), work.parts().span(), wanted, range, Scan.Watcher.NONE);
            Sorter sorter = new Sorter(
                    scan, work.chunk(), work.results(), work.parts().settings().entryPoints(), work::isYounger);
            attempt.forEach(sorter, work.atOnce(), deed -> work.copier().copy(deed.copy()), work.results()::copied);
            new Younger(work.book(), work.copier(), work.results()).judge(sorter.younger());
            return answer(scan, sorter.last());
        }
    }

    private Progress answer(Scan scan, @Nullable String last) {
        Progress end = work.end();
        if (end != null) {
            return end;
        }
        Stand reached = work.results().stand();
        if (!scan.isComplete()) {
            return work.soon(last == null ? reached : reached.place(last, scan.offset()));
        }
        if (work.parts().releases() != null
                && work.parts().releases().hasShrunk(work.change().to(), reached.count(Stand.WANTED))) {
            return work.failed(
                    FailureKind.ENVIRONMENT,
                    work.parts()
                            .releases()
                            .shrunk(work.change().to(), work.parts().span(), reached.count(Stand.WANTED)));
        }
        if (reached.count(Stand.LATER) > 0) {
            return work.soon(reached.waitThen(Phase.ENTRIES));
        }
        return reached.count(Stand.WAITING) > 0 ? work.soon(reached.waitThen(Phase.REMOVE)) : work.serving();
    }
}
