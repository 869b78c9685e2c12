package dev.rollback.notify;

import dev.rollback.target.Http;
import dev.rollback.target.TargetException;
import java.time.Duration;

/**
 * Tells people or a tool what becomes of a run: {@code options.notifier(Webhook.slack(url))}. Whatever it does, it changes nothing about the run: it is called
 * beside it, one message of a run after the other, and a message that cannot be sent is tried again, in the end given up, and recorded. Thread-safe: messages of
 * different runs may be sent at once.
 */
public interface Notifier {

    /**
     * Which one it is, for people, in logs and records: the same for the same one after a restart. Never a token, nor a URL that may hold one.
     */
    String describe();

    /**
     * Sends a message, once; the engine sees to further tries. A try whose answer was lost is made again, so a message may arrive twice with the same {@link
     * Message.Head#id() id}.
     *
     * @param attempt what it may use, and how long it may take
     * @throws TargetException when it was not sent. Of a kind that {@linkplain TargetException.Kind#isPassing() may pass} it is tried again, after {@link
     *     TargetException#retryAfter()} if that is said; of any other it is given up at once, as it is for all else that is thrown. Its message is logged and recorded:
     *     it holds no secret
     */
    void send(Message message, Try attempt);

    /**
     * One try to send a message.
     *
     * @param number from 1
     * @param timeout after which it is interrupted and given up
     * @param http how to make requests, so that a rehearsal can script them
     */
    record Try(int number, Duration timeout, Http http) {}
}
