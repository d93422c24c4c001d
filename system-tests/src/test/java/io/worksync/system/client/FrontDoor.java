package io.worksync.system.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// One address before several gateways, as a load balancer gives them: each connection goes to the
/// first that answers. Bytes are passed on as they are.
public final class FrontDoor implements AutoCloseable {

    private static final int CONNECT_MILLIS = 1_000;

    private final ServerSocket door;
    private final List<URI> gateways;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public FrontDoor(List<URI> gateways) throws IOException {
        this.gateways = List.copyOf(gateways);
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public URI uri() {
        return URI.create("http://localhost:" + door.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(FrontDoor::shut);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller;
                Socket gateway = anyGateway()) {
            open.add(caller);
            open.add(gateway);
            Thread back = Thread.ofVirtual().start(() -> copy(gateway, caller));
            copy(caller, gateway);
            back.join();
        } catch (IOException | UncheckedIOException e) {
            shut(caller);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket anyGateway() throws IOException {
        IOException last = new IOException("no gateways");
        for (URI gateway : gateways) {
            Socket socket = new Socket();
            try {
                InetSocketAddress address =
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.getPort());
                socket.connect(address, CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    /// When one side ends, so does the other.
    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            byte[] bytes = new byte[8192];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                to.getOutputStream().write(bytes, 0, n);
            }
        } catch (IOException cut) {
            // told to the other side below
        }
        shut(from);
        shut(to);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
