package dev.rollback.examples.killed;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.rollback.examples.killed.KillPoint.Kind;
import dev.rollback.examples.killed.Message.Answer;
import dev.rollback.examples.killed.Message.Moment;
import dev.rollback.examples.killed.Message.Telegram;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One life of a process, from its start to its end or to the point at which it is killed. Its requests are answered meanwhile. */
final class Life {

    private static final int LONGEST_APPEND = (int) TimeUnit.MICROSECONDS.toNanos(1_500);
    private static final int SHARE = 4;
    private static final int PATIENCE = (int) SECONDS.toMillis(60);

    private final KilledStory story;
    private final JournalFolder folder;
    private final Optional<KillPoint> point;
    private final Random chance;
    private final Process process;
    private final Counts counts;
    private long began;
    private long sizeBefore;
    private @Nullable String outcome;

    private Life(Stage stage, Optional<KillPoint> point, Process process) {
        this.story = stage.story();
        this.folder = stage.folder();
        this.counts = stage.counts();
        this.point = point;
        this.chance = new Random(point.map(KillPoint::seed).orElse(0L));
        this.process = process;
    }

    /** What a run has, and its processes come and go on. */
    record Stage(KilledStory story, JournalFolder folder, Counts counts) {}

    /** Lets a process live on this stage until its end or its death; answers what it said at its end, nothing if it was killed. */
    static Optional<String> live(Stage stage, Optional<KillPoint> point, Launcher launcher)
            throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            JournalFolder folder = stage.folder();
            server.setSoTimeout(PATIENCE);
            Process process = launcher.start(server.getLocalPort(), folder.path(), folder.output());
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(PATIENCE);
                Life life = new Life(stage, point, process);
                life.serve(new Wire(socket));
                return life.ended();
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private void serve(Wire wire) throws IOException, InterruptedException {
        try {
            while (outcome == null && process.isAlive()) {
                Telegram telegram = (Telegram) wire.receive();
                Optional<Answer> answer = answered(telegram);
                if (answer.isEmpty()) {
                    return;
                }
                wire.send(answer.get());
                killSoonIf(isAppending(telegram.message()) && isAt(true, Kind.WITHIN_APPEND));
            }
        } catch (EOFException | SocketException e) {
            // It was killed, or failed: how it ended says which.
        }
    }

    private static boolean isAppending(Message message) {
        return message instanceof Message.Mark mark && mark.moment() == Moment.BEFORE_APPEND;
    }

    private void killSoonIf(boolean now) throws InterruptedException {
        if (now) {
            TimeUnit.NANOSECONDS.sleep(chance.nextInt(LONGEST_APPEND));
            kill();
        }
    }

    /** Nothing, if it is dead instead. */
    private Optional<Answer> answered(Telegram telegram) throws IOException, InterruptedException {
        if (!(telegram.message() instanceof Message.Hello)) {
            story.passTo(telegram.at());
        }
        Message message = telegram.message();
        if (message instanceof Message.Done done) {
            outcome = done.outcome();
            return Optional.of(new Answer(null, null));
        }
        if (message instanceof Message.Mark mark) {
            return marked(mark.moment());
        }
        return called(message);
    }

    private Optional<Answer> marked(Moment moment) throws IOException, InterruptedException {
        switch (moment) {
            case BEGINS -> begins();
            case BEFORE_APPEND -> {
                counts.append();
                sizeBefore = folder.size();
                killIf(isAt(true, Kind.BEFORE_APPEND));
            }
            case AFTER_APPEND -> {
                killIf(isAt(true, Kind.AFTER_APPEND));
                if (isAt(true, Kind.TORN_APPEND)) {
                    kill();
                    folder.tear(sizeBefore, chance);
                }
            }
        }
        return process.isAlive() ? Optional.of(new Answer(null, null)) : Optional.empty();
    }

    private void begins() {
        began = System.nanoTime();
        point.filter(at -> at.kind() == Kind.AT_TIME).ifPresent(at -> {
            Executor later = CompletableFuture.delayedExecutor(at.number() / SHARE, TimeUnit.MILLISECONDS);
            later.execute(process::destroyForcibly);
        });
    }

    private Optional<Answer> called(Message message) throws InterruptedException {
        boolean call = began != 0 && message instanceof Message.AwsCall;
        boolean write = call && isWrite((Message.AwsCall) message);
        if (call) {
            counts.call(write);
        }
        killIf(isAt(call, Kind.BEFORE_CALL) || isAt(write, Kind.BEFORE_WRITE));
        if (!process.isAlive()) {
            return Optional.empty();
        }
        Answer answer = story.answer(message);
        killIf(isAt(call, Kind.AFTER_CALL) || isAt(write, Kind.AFTER_WRITE));
        return process.isAlive() ? Optional.of(answer) : Optional.empty();
    }

    private static boolean isWrite(Message.AwsCall call) {
        return !call.operation().matches("(get|list|describe|head|batchGet|lookup|simulate|search).*");
    }

    private boolean isAt(boolean fits, Kind kind) {
        return fits && point.filter(at -> at.isReached(kind, counts)).isPresent();
    }

    private void killIf(boolean now) throws InterruptedException {
        if (now) {
            kill();
        }
    }

    /** As {@code kill -9} does. */
    private void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private Optional<String> ended() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("a process that is over does not end:\n" + folder.said());
        }
        boolean killed = process.exitValue() == 128 + 9;
        if (!killed && process.exitValue() != 0) {
            throw new IllegalStateException("a process failed with " + process.exitValue() + ":\n" + folder.said());
        }
        counts.lived(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        return killed ? Optional.empty() : Optional.of(Objects.requireNonNull(outcome, "no outcome"));
    }
}
