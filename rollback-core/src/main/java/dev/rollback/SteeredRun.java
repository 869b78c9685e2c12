package dev.rollback;

import dev.rollback.journal.Request;

/** What people say to a run, in one form for the run itself. */
abstract class SteeredRun implements Run {

    /** Passes it on to whoever drives the run. */
    abstract void ask(Word word);

    @Override
    public final void cancel(String who, String why) {
        ask(new Word(Request.Kind.CANCEL, "", who, why));
    }

    @Override
    public final void breakGlass(String who, String why) {
        ask(new Word(Request.Kind.BREAK_GLASS, "", who, why));
    }

    @Override
    public final void approve(String who) {
        ask(new Word(Request.Kind.APPROVE, "", who, ""));
    }

    @Override
    public final void approve(String step, String who, String why) {
        ask(new Word(Request.Kind.APPROVE, step, who, why));
    }

    @Override
    public final void deny(String step, String who, String why) {
        ask(new Word(Request.Kind.DENY, step, who, why));
    }

    @Override
    public final void override(String step, String who, String why) {
        ask(new Word(Request.Kind.OVERRIDE, step, who, why));
    }
}
