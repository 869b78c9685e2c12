package dev.rollback.examples.mutants;

import dev.rollback.examples.mutants.Mutant.Cause;
import dev.rollback.examples.mutants.Mutant.Hunt;
import dev.rollback.testkit.Invariants;
import java.util.List;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** Bugs in the target for objects in S3. */
final class S3Mutants {

    private static final String S3 = "dev.rollback.aws.s3.";

    private S3Mutants() {}

    static List<Mutant> all() {
        return List.of(pageFirst(), markedTwice(), covers(), unverified(), forgetsItsOwn());
    }

    private static Mutant pageFirst() {
        return new Mutant(
                "page before its assets",
                "keys are copied as they are listed, pages among them",
                List.of(new Bug(S3 + "EntryPoints", "include", Twist.answering(entry -> false))),
                new Hunt(Story.SITE, Exploring.PLAIN_RUN),
                new Cause(
                        Invariants.NEVER_WORSE,
                        "s3:CopyObject site about.html brought a page back before assets/0.js"));
    }

    private static Mutant markedTwice() {
        return new Mutant(
                "delete marker twice",
                "delete markers are placed without a condition, and again when the answer is lost",
                List.of(new Bug(
                        ObjectIdentifier.class.getName() + "$BuilderImpl",
                        "build",
                        Twist.first(call ->
                                call.self(ObjectIdentifier.Builder.class).eTag(null)))),
                new Hunt(Story.SITE, Exploring.EVERY_FAULT),
                new Cause(Invariants.DONE_ONCE, "Fault: s3:"));
    }

    private static Mutant covers() {
        return new Mutant(
                "covers what was put right meanwhile",
                "a key is copied whatever is on top of it, and whenever that was stored",
                List.of(
                        new Bug(S3 + "Work", "isYounger", Twist.answering(younger -> false)),
                        new Bug(
                                CopyObjectRequest.class.getName() + "$BuilderImpl",
                                "build",
                                Twist.first(call -> call.self(CopyObjectRequest.Builder.class)
                                        .ifMatch(null)
                                        .ifNoneMatch(null)))),
                new Hunt(Story.SITE_OF_TWO, Exploring.PLAIN_RUN),
                new Cause(Invariants.FIGHTS_NOBODY, "assets/3.js"));
    }

    private static Mutant unverified() {
        return new Mutant(
                "not listed again",
                "keys that could not be copied are not missed in the end",
                List.of(new Bug(S3 + "Verifying", "isThere", Twist.answering(there -> true))),
                new Hunt(Story.SITE, Exploring.EVERY_FAULT),
                new Cause(Invariants.SUCCESS_SERVES, "Fault: s3:"));
    }

    private static Mutant forgetsItsOwn() {
        return new Mutant(
                "its own for somebody else's",
                "what the change itself copied before the process died is taken for what others wrote since",
                List.of(new Bug(S3 + "Copier", "isSame", Twist.answering(same -> false))),
                new Hunt(Story.SITE, Exploring.EVERY_CRASH),
                new Cause(Invariants.CRASH_SAFE, "the process dies"));
    }
}
