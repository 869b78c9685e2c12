package dev.rollback;

import dev.rollback.target.Http;
import java.io.IOException;

final class RealHttp implements Http {
    @Override
    public Answer send(Request request) throws IOException {
        throw new IOException("no HTTP yet");
    }
}
