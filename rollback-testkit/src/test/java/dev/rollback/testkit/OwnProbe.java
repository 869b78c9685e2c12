package dev.rollback.testkit;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.target.Http;
import dev.rollback.target.Look;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.TreeMap;

/** A deliberately simple probe that keeps the contract, in parts that a mutant breaks one at a time. */
class OwnProbe implements Probe {

    static final String PAGE = "https://shop.example.com/health";

    final FakeAws world;
    final String key;

    OwnProbe(FakeAws world, String key) {
        this.world = world;
        this.key = key;
    }

    @Override
    public String describe() {
        return "the health page";
    }

    @Override
    public Health look(Look look) {
        try {
            return judge(look.http().send(request("GET", Duration.ofSeconds(5))));
        } catch (IOException e) {
            return unanswered(e);
        }
    }

    final Http.Request request(String method, Duration timeout) {
        return new Http.Request(method, URI.create(PAGE + "?key=" + key), new TreeMap<>(), timeout);
    }

    Health judge(Http.Answer answer) {
        return switch (answer.body()) {
            case "well" -> Health.healthy("it says so");
            case "" -> Health.unknown("it says nothing");
            default -> Health.unhealthy("status " + answer.status());
        };
    }

    Health unanswered(IOException failure) {
        return Health.unknown("no answer");
    }
}
