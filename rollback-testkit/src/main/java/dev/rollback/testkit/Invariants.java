package dev.rollback.testkit;

import java.util.List;

/**
 * What holds in every run of the library, whatever goes wrong. Every rehearsal checks all of them.
 *
 * <p>Where they look at what a target truly serves, they know ECS services, Lambda aliases, AppConfig profiles, buckets
 * and prefixes in S3, and DB instances; of other kinds of target they check what the
 * journal and the report say.
 */
public enum Invariants implements Invariant {
    /** Nothing is written to a target before its change, from and to, is durable in the journal. */
    WRITE_AHEAD("nothing is written before its change is in the journal"),
    /** A preview calls no operation that changes something. */
    PREVIEW_READS("a preview writes nothing"),
    /** Nothing is deleted or deregistered. */
    NOTHING_DELETED("nothing is deleted"),
    /** No call of ours lowers how much a target may carry. */
    CAPACITY_KEPT("capacity is never lowered"),
    /** No call of ours gives the version that is rolled away from more traffic. */
    NEVER_TO_THE_BAD("nothing moves traffic to the bad version"),
    /** No call of ours takes from users what works for them before what replaces it is there. */
    NEVER_WORSE("users never get less than they had"),
    /** A change starts one deployment, restores one database, and deletes no key twice, however often a call is repeated. */
    DONE_ONCE("nothing is done twice"),
    /** No step fails because of somebody else when nobody else did anything. */
    RIGHTLY_BLAMED("others are blamed only for what they did"),
    /** A step begins when what comes before it serves and was verified. */
    IN_ORDER("a step begins when what comes before it serves"),
    /** What is put back is put back in the opposite order. */
    PUT_BACK_IN_ORDER("what is put back is put back in the opposite order"),
    /** A verification passes when health was seen, for as long as the plan asks. */
    VERIFIED_IS_SEEN("what is verified was seen"),
    /** A success means that the wanted version serves all users, by our doing or adopted and said so. */
    SUCCESS_SERVES("success means that the wanted version serves"),
    /** Each target ends where it was, where it shall be, or is named in the report as standing between. */
    EACH_TARGET_NAMED("each target is at from, at to, or named as between"),
    /** No run outlives its plan's deadline. */
    ENDS_IN_TIME("the run ends within its time"),
    /** No canary of the scene shows in journal, preview, report or trace. */
    NO_SECRETS("no secret is shown"),
    /** Once the run has read that somebody else put a target at a third version, it changes that target no more; and it covers no object that somebody else stored meanwhile. */
    FIGHTS_NOBODY("nobody else's change is fought"),
    /** Where everything is put back after a failure, each change is tried to be taken back, and that comes to its end. */
    RESTORES_ALL("all is put back that can be"),
    /** A run whose process dies and that is carried on ends as the one that lived: the same outcome, the same targets, nothing made twice. */
    CRASH_SAFE("a run that dies and is carried on ends as one that lived"),
    /** A listener or a notifier that throws, fails, hangs, is slow or has very much to tell changes no byte of the journal, nor of the report, nor when it comes; a listener delays it by a second at most. */
    LISTENERS_HARMLESS("a listener or notifier that fails changes nothing"),
    /** No target or action fails in a way that nobody thought of: with an exception other than those that it may throw. */
    NOTHING_UNEXPECTED("nothing fails unexpectedly"),
    /** The scene has all that the plan asks for; what it lacks could hide the rest. */
    SCENE_COMPLETE("the scene has all that the plan asks for");

    private final String sentence;

    Invariants(String sentence) {
        this.sentence = sentence;
    }

    static List<Invariant> all() {
        return List.of(values());
    }

    @Override
    public String title() {
        return sentence;
    }

    @Override
    public Watch watch(Stage stage) {
        return switch (this) {
            case WRITE_AHEAD -> WriteWatches.writeAhead(stage);
            case PREVIEW_READS -> WriteWatches.previewReads(stage);
            case NOTHING_DELETED -> WriteWatches.nothingDeleted(stage);
            case CAPACITY_KEPT -> TruthWatches.capacityKept(stage);
            case NEVER_TO_THE_BAD -> TruthWatches.neverToTheBad(stage);
            case NEVER_WORSE -> new WorseWatch(stage);
            case DONE_ONCE -> new OnceWatch(stage);
            case RIGHTLY_BLAMED -> new BlameWatch();
            case IN_ORDER -> OrderWatches.inOrder();
            case PUT_BACK_IN_ORDER -> OrderWatches.puttingBack();
            case VERIFIED_IS_SEEN -> new ProofWatch();
            case SUCCESS_SERVES -> EndWatches.successServes(stage);
            case EACH_TARGET_NAMED -> EndWatches.eachTargetNamed(stage);
            case ENDS_IN_TIME -> EndWatches.endsInTime(stage);
            case NO_SECRETS -> EndWatches.noSecrets(stage);
            case FIGHTS_NOBODY -> new BothWatches(new OthersWatch(stage), new OverwriteWatch(stage));
            case RESTORES_ALL -> EndWatches.restoresAll(stage);
            // These two are seen by comparing a run with the plain one.
            case CRASH_SAFE, LISTENERS_HARMLESS -> new Watch() {};
            case NOTHING_UNEXPECTED -> EndWatches.nothingUnexpected(stage);
            case SCENE_COMPLETE -> EndWatches.sceneComplete(stage);
        };
    }
}
