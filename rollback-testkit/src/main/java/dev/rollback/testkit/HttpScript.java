package dev.rollback.testkit;

import dev.rollback.target.Http;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a web address answers in a fake world: {@code world.http(url).healthyWhen(w -> w.lambda()...)}. The last that is said holds. Until
 * something is said it answers 200 with an empty body. To be used by one thread.
 */
public final class HttpScript {
    private static final Duration USUAL = Duration.ofMillis(20);

    private Source source = (world, request) -> Http.Answer.of(200, "");
    private Duration takes = USUAL;
    private final List<Http.Request> received = new ArrayList<>();
    private boolean recovered;

    HttpScript() {}

    /** Where an answer comes from. */
    private interface Source {
        Http.Answer answer(FakeAws world, Http.Request request) throws IOException;
    }

    /** Answers this status with an empty body. */
    public HttpScript returns(int status) {
        return returns(status, "");
    }

    /** Answers this status and body. */
    public HttpScript returns(int status, String body) {
        return answers(world -> Http.Answer.of(status, body));
    }

    /** Answers 200 while this holds, else 503. */
    public HttpScript healthyWhen(Predicate<FakeAws> healthy) {
        return answers(world -> Http.Answer.of(healthy.test(world) ? 200 : 503, ""));
    }

    /** Answers as said so far until this holds for the first time, and 200 from then on. */
    public HttpScript until(Predicate<FakeAws> holds) {
        Source before = source;
        source = (world, request) -> {
            recovered |= holds.test(world);
            return recovered ? Http.Answer.of(200, "") : before.answer(world, request);
        };
        return this;
    }

    /** Answers by the state of the world at that moment. */
    public HttpScript answers(Function<FakeAws, Http.Answer> answer) {
        source = (world, request) -> answer.apply(world);
        return this;
    }

    /** Answers nothing: the connection is refused. */
    public HttpScript refuses() {
        source = (world, request) -> {
            throw new ConnectException("Connection refused");
        };
        return this;
    }

    /** Takes that long to answer; 20 ms unless said. What takes longer than the caller waits ends in a time-out. */
    public HttpScript takes(Duration time) {
        takes = time;
        return this;
    }

    /** What it has answered so far, with bodies, the oldest first: for example what a webhook was sent. */
    public List<Http.Request> received() {
        return List.copyOf(received);
    }

    Duration takes() {
        return takes;
    }

    Http.Answer answer(FakeAws world, Http.Request request) throws IOException {
        Http.Answer answer = source.answer(world, request);
        received.add(request);
        return answer;
    }
}
