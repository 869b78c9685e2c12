package dev.rollback.examples.mutants;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/** What is woven into a method: it asks {@link Surgery} what goes wrong. Never called itself. */
final class Incision {

    private Incision() {}

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static Object @Nullable [] enter(
            @Advice.Origin("#t.#m") String method,
            @Advice.This(optional = true, typing = Typing.DYNAMIC) @Nullable Object self,
            @Advice.AllArguments(readOnly = false, typing = Typing.DYNAMIC) Object[] arguments) {
        Object[] replaced = arguments;
        Object[] instead = Surgery.instead(method, self, replaced);
        arguments = replaced;
        return instead;
    }

    @Advice.OnMethodExit
    static void exit(
            @Advice.Origin("#t.#m") String method,
            @Advice.Enter Object @Nullable [] instead,
            @Advice.This(optional = true, typing = Typing.DYNAMIC) @Nullable Object self,
            @Advice.AllArguments(typing = Typing.DYNAMIC) Object[] arguments,
            @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) @Nullable Object returned) {
        returned = Surgery.answer(method, self, arguments, instead == null ? returned : instead[0]);
    }
}
