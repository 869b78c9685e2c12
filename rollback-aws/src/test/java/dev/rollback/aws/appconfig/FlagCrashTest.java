package dev.rollback.aws.appconfig;

import static dev.rollback.aws.appconfig.FlagWorld.FLAGS;
import static dev.rollback.aws.appconfig.FlagWorld.checkoutOff;
import static dev.rollback.aws.appconfig.FlagWorld.plain;
import static dev.rollback.aws.appconfig.FlagWorld.searchOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.target.Action;
import dev.rollback.target.Progress;
import dev.rollback.target.Progress.Settled;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkClient;

/** The process dies at each call in turn, before and after that takes effect; another one goes on with the memo and the ledger that were kept. */
class FlagCrashTest {
    private static final int MORE_THAN_ENOUGH = 100;

    /** The death of a process, which nobody catches. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Clients that count their calls and crash at one of them. */
    private static final class Mortal implements ClientSource {
        private final ClientSource clients;
        private final int at;
        private final boolean after;
        private int calls;

        Mortal(ClientSource clients, int at, boolean after) {
            this.clients = clients;
            this.at = at;
            this.after = after;
        }

        @Override
        public <C extends SdkClient> C client(Class<C> type) {
            C client = clients.client(type);
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        calls++;
                        crashIf(!after);
                        try {
                            Object answer = method.invoke(client, arguments);
                            crashIf(after);
                            return answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }

        private void crashIf(boolean here) {
            if (here && calls == at) {
                throw new Crash();
            }
        }
    }

    private static FlagChange off(ClientSource clients) {
        return FlagWorld.flag(clients, "flags", "checkout").disable();
    }

    private static int calls(FlagWorld world, Function<ClientSource, Action> action) {
        Mortal immortal = new Mortal(world, MORE_THAN_ENOUGH, false);
        world.driver.toTheEnd(action.apply(immortal));
        return immortal.calls;
    }

    static Stream<Arguments> whileTurningOff() {
        return places(calls(FlagWorld.afterARelease(), FlagCrashTest::off));
    }

    static Stream<Arguments> whileTakingBack() {
        FlagWorld world = FlagWorld.afterARelease();
        world.driver.toTheEnd(off(world));
        return places(calls(world, clients -> off(clients).undo()));
    }

    private static Stream<Arguments> places(int calls) {
        return IntStream.rangeClosed(1, calls)
                .boxed()
                .flatMap(at -> Stream.of(Arguments.of(at, false), Arguments.of(at, true)));
    }

    private static Progress crashAndGoOn(FlagWorld world, Mortal mortal, Function<ClientSource, Action> action) {
        assertThatThrownBy(() -> world.driver.toTheEnd(action.apply(mortal))).isInstanceOf(Crash.class);
        return world.driver.toTheEnd(action.apply(world));
    }

    @ParameterizedTest
    @MethodSource("whileTurningOff")
    void a_crash_at_any_call_leaves_one_version_and_one_deployment(int at, boolean after) {
        FlagWorld world = FlagWorld.afterARelease();

        Progress end = crashAndGoOn(world, new Mortal(world, at, after), FlagCrashTest::off);

        assertThat(end).isInstanceOf(Settled.class);
        assertThat(world.served()).isEqualTo(plain(checkoutOff(searchOff(FLAGS))));
        assertThat(world.flags.versions()).hasSize(3);
        assertThat(world.prod.deployments()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("whileTakingBack")
    void a_crash_at_any_call_of_the_undo_takes_it_back_once(int at, boolean after) {
        FlagWorld world = FlagWorld.afterARelease();
        world.driver.toTheEnd(off(world));

        Progress end = crashAndGoOn(
                world, new Mortal(world, at, after), clients -> off(clients).undo());

        assertThat(end).isInstanceOf(Settled.class);
        assertThat(world.served()).isEqualTo(plain(searchOff(FLAGS)));
        assertThat(world.flags.versions()).hasSize(4);
        assertThat(world.prod.deployments()).hasSize(4);
    }
}
