package dev.rollback.examples.killed;

import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.examples.killed.Message.HttpAnswer;
import dev.rollback.examples.killed.Message.Moment;
import dev.rollback.examples.killed.Message.ProcessAnswer;
import dev.rollback.examples.killed.Message.Start;
import dev.rollback.examples.killed.Message.Telegram;
import dev.rollback.journal.Journal;
import dev.rollback.target.Http;
import dev.rollback.target.Processes;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;

/** The line from a process to the parent that holds its world: AWS, HTTP and processes are asked for over it, one thing after the other. */
final class Line implements ClientSource, Http, Processes {

    private final Wire wire;
    private InstantSource clock = () -> Instant.EPOCH;

    Line(Socket socket) throws IOException {
        this.wire = new Wire(socket);
    }

    /** Asks for the time, and from then on tells it by the clock that is made for it. */
    Start begin() throws Throwable {
        return (Start) Objects.requireNonNull(ask(new Message.Hello()));
    }

    void tellTimeBy(InstantSource by) {
        clock = by;
    }

    /** Goes on when the parent lets it. */
    void mark(Moment moment) {
        try {
            ask(new Message.Mark(moment));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    void done(String outcome) throws Throwable {
        ask(new Message.Done(outcome));
    }

    private synchronized @Nullable Serializable ask(Message message) throws Throwable {
        Message.Answer answer;
        try {
            wire.send(new Telegram(clock.instant(), message));
            answer = (Message.Answer) wire.receive();
        } catch (IOException e) {
            throw new UncheckedIOException("the parent is gone", e);
        }
        if (answer.refusal() != null) {
            throw Pojos.thrown(answer.refusal());
        }
        return answer.value();
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> called(type, proxy, method, arguments)));
    }

    private @Nullable Object called(Class<?> type, Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (arguments != null && arguments.length == 1 && arguments[0] instanceof SdkRequest request) {
            return Pojos.read(ask(new Message.AwsCall(
                    type.getName(), method.getName(), Objects.requireNonNull(Pojos.write(request)))));
        }
        return switch (method.getName()) {
            case "toString" -> "distant " + type.getSimpleName();
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            case "close" -> null;
            default -> InvocationHandler.invokeDefault(proxy, method, arguments);
        };
    }

    @Override
    public Http.Answer send(Http.Request request) throws IOException {
        Message call = new Message.HttpCall(
                request.method(), request.uri().toString(), new TreeMap<>(request.headers()), request.timeout());
        return ((HttpAnswer) asked(call)).answer();
    }

    @Override
    public Processes.Result run(List<String> command, Duration timeout) throws IOException {
        ProcessAnswer answer = (ProcessAnswer) asked(new Message.ProcessCall(new ArrayList<>(command), timeout));
        return new Processes.Result(answer.exitCode(), answer.output());
    }

    private Serializable asked(Message call) throws IOException {
        try {
            return Objects.requireNonNull(ask(call));
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The journal, whose every append is told of before and after. */
    Journal watched(Journal journal) {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(),
                new Class<?>[] {Journal.class},
                (proxy, method, arguments) -> kept(journal, method, arguments));
    }

    private @Nullable Object kept(Journal journal, Method method, Object @Nullable [] arguments) throws Throwable {
        boolean append = method.getName().equals("append");
        if (append) {
            mark(Moment.BEFORE_APPEND);
        }
        try {
            Object answer = method.invoke(journal, arguments);
            if (append) {
                mark(Moment.AFTER_APPEND);
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }
}
