package dev.rollback.testkit;

import dev.rollback.target.Http;
import dev.rollback.target.Processes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The world outside AWS: web addresses and processes, as the scene scripts them. */
final class Outside implements Http, Processes {
    private final FakeAws world;
    private final Consumer<String> notScripted;
    private final Map<String, HttpScript> addresses = new LinkedHashMap<>();
    private final Map<List<String>, ProcessScript> programs = new LinkedHashMap<>();

    Outside(FakeAws world, Consumer<String> notScripted) {
        this.world = world;
        this.notScripted = notScripted;
    }

    HttpScript address(String url) {
        return addresses.computeIfAbsent(checked(url), missing -> new HttpScript());
    }

    private static String checked(String url) {
        URI uri = URI.create(url);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("A web address \"" + url
                    + "\" was scripted. Expected an absolute one such as https://shop.example.com/health."
                    + " Write it as the probe has it.");
        }
        return plain(uri);
    }

    /** Without query and fragment, which may hold secrets. */
    private static String plain(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getPath() == null || uri.getPath().isEmpty() ? "/" : uri.getPath();
        return uri.getScheme() + "://" + uri.getHost() + port + path;
    }

    ProcessScript program(List<String> words) {
        return programs.computeIfAbsent(List.copyOf(words), missing -> new ProcessScript());
    }

    @Override
    public Answer send(Request request) throws IOException {
        String url = plain(request.uri());
        HttpScript script = addresses.get(url);
        if (script == null) {
            throw notScripted(
                    request.method() + " " + shown(request),
                    request.body().isEmpty()
                            ? addresses.keySet().toString()
                            : "the " + addresses.size() + " addresses that are",
                    "world.http(\"" + shown(request) + "\").returns(200)");
        }
        spend(script.takes(), request.timeout(), "HTTP request to " + shown(request));
        return answer(request, shown(request), script);
    }

    /** The path of what is sent something, a webhook, is a password. */
    private static String shown(Request request) {
        URI uri = request.uri();
        return request.body().isEmpty() ? plain(uri) : uri.getScheme() + "://" + uri.getHost() + "/...";
    }

    private Answer answer(Request request, String url, HttpScript script) throws IOException {
        Answer answer = script.answer(world, request);
        world.clock().trace().add("http", () -> request.method() + " " + url + " -> " + answer.status());
        return new Answer(answer.status(), answer.headers(), answer.body(), script.takes());
    }

    @Override
    public Result run(List<String> command, Duration timeout) throws IOException {
        ProcessScript script = script(command);
        if (script == null) {
            throw notScripted(
                    "the process " + command.get(0),
                    programs.keySet().toString(),
                    "world.process(\"" + command.get(0) + "\").exits(0, \"\")");
        }
        spend(script.takes(), timeout, "process " + command.get(0));
        Result result = script.end(world);
        world.clock().trace().add("process", () -> command.get(0) + " -> exit " + result.exitCode());
        return result;
    }

    /** The script whose words begin the command; the longest one, if several do. */
    private @Nullable ProcessScript script(List<String> command) {
        List<String> best = List.of();
        for (List<String> words : programs.keySet()) {
            boolean begins = words.size() <= command.size()
                    && command.subList(0, words.size()).equals(words);
            best = begins && words.size() > best.size() ? words : best;
        }
        return programs.get(best);
    }

    private void spend(Duration takes, Duration timeout, String what) throws IOException {
        VirtualClock.CallTime time = world.clock().call();
        if (time != null) {
            time.spend(takes.compareTo(timeout) > 0 ? timeout : takes);
        }
        if (takes.compareTo(timeout) > 0) {
            world.clock().trace().add("outside", () -> what + " -> no answer within " + timeout);
            throw new InterruptedIOException(what + " gave no answer within " + timeout);
        }
    }

    private IOException notScripted(String what, String scripted, String remedy) {
        List<String> parts = new ArrayList<>();
        parts.add(what + " is not scripted in this scene.");
        parts.add("Expected one of " + scripted + ".");
        parts.add("Add " + remedy + " to it.");
        String message = String.join(" ", parts);
        notScripted.accept(message);
        return new IOException(message);
    }
}
