package dev.rollback.examples.killed;

import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.aws.AwsTargets;
import dev.rollback.examples.QuickStart;
import dev.rollback.examples.killed.Message.Moment;
import dev.rollback.examples.killed.Message.Start;
import dev.rollback.journal.FileJournal;
import dev.rollback.journal.Journal;
import dev.rollback.run.RunId;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;

/** The process that may be killed: begins the run, or carries on what it finds in the folder. Arguments: the parent's port, the folder. */
final class Child {

    private Child() {}

    public static void main(String[] args) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
            Line line = new Line(socket);
            live(line, Path.of(args[1]));
            System.exit(0);
        } catch (Throwable e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void live(Line line, Path folder) throws Throwable {
        Start start = line.begin();
        HastyTime time = new HastyTime(start.now());
        line.tellTimeBy(time);
        RollbackPlan plan =
                QuickStart.planWithDatabase(AwsTargets.using(line).in(KilledStory.REGION), start.incident());
        try (Journal journal = line.watched(FileJournal.in(folder));
                RollbackEngine engine = RollbackEngine.with(
                        journal,
                        options -> options.time(time).http(line).processes(line).seed(1))) {
            line.done(journal.runs().isEmpty() ? begun(line, engine, plan) : carriedOn(line, engine, plan));
        }
    }

    private static String begun(Line line, RollbackEngine engine, RollbackPlan plan) {
        Preview preview = engine.preview(plan);
        line.mark(Moment.BEGINS);
        return told(engine.execute(preview));
    }

    private static String carriedOn(Line line, RollbackEngine engine, RollbackPlan plan) {
        line.mark(Moment.BEGINS);
        StringBuilder told = new StringBuilder();
        for (RunId run : engine.unfinished()) {
            told.append(told(engine.resume(run, plan).await()));
        }
        return told.toString();
    }

    private static String told(RollbackReport report) {
        return report.toText(120);
    }
}
