package dev.rollback;

import dev.rollback.notify.Message;
import dev.rollback.notify.Notifier;
import dev.rollback.notify.Occasion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A notifier of which a test says what it does; keeps what it was asked to send and what was sent. */
final class Listening implements Notifier {

    final String name;
    final List<Message> asked = new ArrayList<>();
    final List<Message> sent = new ArrayList<>();
    BiConsumer<Message, Try> before = (message, attempt) -> {};

    Listening() {
        this("chat");
    }

    Listening(String name) {
        this.name = name;
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public void send(Message message, Try attempt) {
        asked.add(message);
        before.accept(message, attempt);
        sent.add(message);
    }

    List<Occasion> occasions() {
        return sent.stream().map(Message::occasion).toList();
    }

    List<String> titles() {
        return sent.stream().map(Message::title).toList();
    }

    Message only(Occasion occasion) {
        List<Message> found =
                sent.stream().filter(message -> message.occasion() == occasion).toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one message of " + occasion + ", got " + found + " of " + titles());
        }
        return found.get(0);
    }
}
