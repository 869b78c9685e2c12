package dev.rollback.examples.killed;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.Socket;
import java.nio.ByteBuffer;

/** One end of a connection that carries objects, each whole in a block of its own. */
final class Wire {

    private final DataInputStream in;
    private final DataOutputStream out;

    Wire(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    void send(Serializable object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[Integer.BYTES]);
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(object);
        }
        byte[] block = bytes.toByteArray();
        ByteBuffer.wrap(block).putInt(block.length - Integer.BYTES);
        out.write(block);
        out.flush();
    }

    /** @throws java.io.EOFException when the other end is gone */
    Object receive() throws IOException {
        byte[] block = new byte[in.readInt()];
        in.readFully(block);
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(block))) {
            return objects.readObject();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("both ends are made of the same classes", e);
        }
    }
}
