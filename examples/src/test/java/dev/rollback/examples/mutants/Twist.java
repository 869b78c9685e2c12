package dev.rollback.examples.mutants;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What goes wrong in a method. Called by all threads that explore. */
interface Twist {

    /** One call of the method: its object, null where there is none, and its arguments, which may be replaced. */
    final class Called {
        private final @Nullable Object self;
        private final Object[] arguments;

        Called(@Nullable Object self, Object[] arguments) {
            this.self = self;
            this.arguments = arguments;
        }

        @Nullable
        Object self() {
            return self;
        }

        Object[] arguments() {
            return arguments;
        }

        <T> T self(Class<T> type) {
            return type.cast(Objects.requireNonNull(self));
        }

        <T> T argument(int index, Class<T> type) {
            return type.cast(arguments[index]);
        }
    }

    /** What is answered in place of the body; null where the body is run. */
    default Object @Nullable [] instead(Called call) {
        return null;
    }

    /** What is answered after the body, or in place of it. */
    default @Nullable Object answer(Called call, @Nullable Object answered) {
        return answered;
    }

    /** The body is not run. */
    static Twist instead(Function<Called, Object> answer) {
        return new Twist() {
            @Override
            public Object[] instead(Called call) {
                return new Object[] {answer.apply(call)};
            }
        };
    }

    /** The body is run, and something else comes of it. */
    static Twist answering(UnaryOperator<Object> change) {
        return new Twist() {
            @Override
            public @Nullable Object answer(Called call, @Nullable Object answered) {
                return answered == null ? null : change.apply(answered);
            }
        };
    }

    /** Something is done before the body is run. */
    static Twist first(Consumer<Called> deed) {
        return new Twist() {
            @Override
            public Object @Nullable [] instead(Called call) {
                deed.accept(call);
                return null;
            }
        };
    }
}
