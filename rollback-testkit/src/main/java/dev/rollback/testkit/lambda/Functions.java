package dev.rollback.testkit.lambda;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All functions of the account and region, found as callers name them. */
final class Functions {
    private final FakeAccount account;
    private final LambdaTimes times = new LambdaTimes();
    private final SortedMap<String, StoredFunction> byName = new TreeMap<>();

    Functions(FakeAccount account) {
        this.account = account;
    }

    FakeAccount account() {
        return account;
    }

    LambdaTimes times() {
        return times;
    }

    Instant now() {
        return account.now();
    }

    String newRevision() {
        return account.nextUuid("lambda-revision");
    }

    List<StoredFunction> all() {
        return List.copyOf(byName.values());
    }

    @Nullable
    StoredFunction find(String name) {
        return byName.get(name);
    }

    StoredFunction get(String given) {
        return get(FunctionRef.of(given));
    }

    StoredFunction get(FunctionRef ref) {
        checkReachable(ref);
        StoredFunction found = byName.get(ref.name());
        if (found == null) {
            throw LambdaErrors.functionNotFound(arn(ref));
        }
        return found;
    }

    void put(StoredFunction function) {
        byName.put(function.name(), function);
    }

    void remove(StoredFunction function) {
        byName.remove(function.name());
    }

    private void checkReachable(FunctionRef ref) {
        if (ref.region() != null && !ref.region().equals(account.region())) {
            throw LambdaErrors.notFound("Functions from '" + ref.region() + "' are not reachable in this region ('"
                    + account.region() + "')");
        }
        if (ref.accountId() != null && !ref.accountId().equals(account.id())) {
            throw LambdaErrors.denied("The caller is not authorized to access functions of account " + ref.accountId());
        }
    }

    private String arn(FunctionRef ref) {
        String base = account.arn("lambda", "function:" + ref.name());
        return ref.qualifier() == null ? base : base + ":" + ref.qualifier();
    }
}
