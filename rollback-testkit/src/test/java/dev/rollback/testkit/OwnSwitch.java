package dev.rollback.testkit;

import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Look;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.RemoteCall.Limit;
import dev.rollback.target.Target;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A deliberately simple target that keeps the contract, in parts that a mutant breaks one at a time. */
class OwnSwitch implements Target {

    static final RemoteCall GET = new RemoteCall("switch:Get", new Limit("switch", 10, 10));
    static final RemoteCall LIST = new RemoteCall("switch:List", new Limit("switch", 10, 10));
    static final RemoteCall SET = new RemoteCall("switch:Set", new Limit("switch", 10, 10));

    final SwitchTable table;

    OwnSwitch(SwitchTable table) {
        this.table = table;
    }

    @Override
    public TargetId id() {
        return new TargetId("release-switch", "local/shop", "checkout");
    }

    @Override
    public String name() {
        return "checkout";
    }

    @Override
    public Version current(Look look) {
        SwitchTable.Row row = look.read(GET, () -> table.row(0));
        return Version.of(row.release(), row.release(), Tenure.since(row.at(), "the table"));
    }

    @Override
    public Stream<Version> history(Look look) {
        return IntStream.range(0, table.size()).mapToObj(number -> look.read(LIST, () -> version(number)));
    }

    final Version version(int number) {
        SwitchTable.Row row = table.row(number);
        Instant to = number == 0 ? null : table.row(number - 1).at();
        return Version.of(row.release(), row.release(), new Tenure(row.at(), to, "the table"));
    }

    @Override
    public Assessment check(Change change, Look look) {
        look.read(GET, () -> table.row(0));
        return assessment().writes("switch:Set", "*").build();
    }

    static Assessment.Builder assessment() {
        return Assessment.expecting(SwitchTable.ARRIVES, SwitchTable.ARRIVES)
                .path("set the switch")
                .reads("switch:Get", "*")
                .reads("switch:List", "*");
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Progress reconcile(Change change, Attempt attempt) {
        String set = attempt.read(GET, () -> table.row(0).release());
        if (set.equals(change.to().id())) {
            return arrived(change, attempt) ? settled(change, attempt) : underWay(change, attempt);
        }
        return set.equals(change.from().id()) ? set(change, attempt) : another(set, change, attempt);
    }

    boolean arrived(Change change, Attempt attempt) {
        return attempt.read(GET, table::served).equals(change.to().id());
    }

    Progress settled(Change change, Attempt attempt) {
        return Progress.settled(change.to(), "users get it");
    }

    Progress underWay(Change change, Attempt attempt) {
        return pending("on its way");
    }

    Progress another(String set, Change change, Attempt attempt) {
        return Progress.failed(FailureKind.CONFLICT, "somebody else set it to " + set);
    }

    Progress set(Change change, Attempt attempt) {
        write(change, attempt);
        return pending("set");
    }

    final void write(Change change, Attempt attempt) {
        attempt.write(SET, () -> {
            table.set(change.to().id());
            return true;
        });
    }

    static Progress pending(String why) {
        return Progress.pending(why, 0.5, Memo.of("set", "yes"), Duration.ofSeconds(5));
    }

    static Stream<Version> backwards(Stream<Version> history) {
        Iterator<Version> each = history.iterator();
        Stream<Version> turned = Stream.empty();
        while (each.hasNext()) {
            turned = Stream.concat(Stream.of(each.next()), turned);
        }
        return turned;
    }
}
