package dev.rollback.testkit;

import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Calls that reached a fake AWS, in order: {@code world.calls().of("ecs:UpdateService").count()}. Immutable. */
public final class Calls implements Iterable<Call> {
    private final List<Call> all;

    Calls(List<Call> all) {
        this.all = List.copyOf(all);
    }

    /** Those that change something. */
    public Calls writes() {
        return where(Call::isWrite);
    }

    /** Those that change nothing. */
    public Calls reads() {
        return where(call -> !call.isWrite());
    }

    /** Those of an operation, for example {@code ecs:UpdateService}. */
    public Calls of(String operation) {
        return where(call -> call.operation().equals(operation));
    }

    /** Those that did not get an answer, or an error for one. */
    public Calls failed() {
        return where(call -> call.failure().isPresent());
    }

    /** Those that fit. */
    public Calls where(Predicate<Call> fits) {
        return new Calls(all.stream().filter(fits).toList());
    }

    /** How many there are. */
    public int count() {
        return all.size();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** The calls in order. */
    public List<Call> list() {
        return all;
    }

    /** Their operations in order, one for each call. */
    public List<String> operations() {
        return all.stream().map(Call::operation).toList();
    }

    @Override
    public Iterator<Call> iterator() {
        return all.iterator();
    }

    /** One line for each. */
    @Override
    public String toString() {
        return all.stream().map(call -> call + "\n").collect(Collectors.joining());
    }
}
