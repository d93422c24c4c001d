package io.worksync.system.running;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A TCP connection's middle, which can be made to behave as a bad network does.
public final class Proxy implements AutoCloseable {

    /// What happens to the bytes that come by.
    public enum Mode {
        /// They are passed on.
        PASS,
        /// They are passed on late.
        SLOW,
        /// They wait until the network is well again, as in a short partition.
        STALL,
        /// They get lost in both directions and neither side is told: a half-open connection.
        SWALLOW,
        /// Requests arrive, answers get lost.
        SWALLOW_ANSWERS,
        /// Connections are reset, new ones too.
        RESET
    }

    private static final Duration LATENCY = Duration.ofMillis(120);
    private static final int CONNECT_MILLIS = 1_000;
    private static final int BACKLOG = 200;

    private final ServerSocket door;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong affected = new AtomicLong();
    private final AtomicLong endedByServer = new AtomicLong();
    private final AtomicReference<@Nullable String> unlucky = new AtomicReference<>();
    private Mode mode = Mode.PASS;

    /// @param port to listen on, 0 for any
    /// @param target the port of this machine to which it leads
    public Proxy(int port, int target) {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), target);
    }

    /// @param address to listen at, for clients that do not reach the loopback interface
    /// @param target the port of this machine to which it leads
    public Proxy(InetSocketAddress address, int target) {
        this.target = target;
        try {
            this.door = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(address + " of a proxy", e);
        }
        Thread.ofVirtual().name("proxy to " + target).start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /// Where it listens, as `address:port`.
    public String place() {
        return door.getInetAddress().getHostAddress() + ":" + port();
    }

    public URI uri() {
        return URI.create("http://localhost:" + port());
    }

    /// Changes the network's mood; the count of what it affects begins anew.
    public synchronized void become(Mode newMode) {
        mode = newMode;
        affected.set(0);
        if (newMode == Mode.RESET) {
            reset();
        }
        notifyAll();
    }

    /// Loses the next piece of an answer that contains this text, and nothing else.
    public void loseAnswerWith(String text) {
        affected.set(0);
        unlucky.set(text);
    }

    private boolean isUnlucky(byte[] bytes, int length) {
        String text = unlucky.get();
        boolean lost =
                text != null
                        && new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains(text)
                        && unlucky.compareAndSet(text, null);
        if (lost) {
            affected.incrementAndGet();
        }
        return lost;
    }

    /// Passes everything on again. A connection that has lost bytes is reset: no network gives back
    /// what it has dropped in the middle.
    public synchronized void heal() {
        mode = Mode.PASS;
        unlucky.set(null);
        links.stream().filter(link -> link.damaged).forEach(Link::reset);
        notifyAll();
    }

    /// Resets every connection there is.
    public void reset() {
        affected.addAndGet(links.size());
        links.forEach(Link::reset);
    }

    /// How many connections and pieces of data were affected since the mood changed.
    public long affected() {
        return affected.get();
    }

    public int connections() {
        return links.size();
    }

    /// Connections whose server has ended them while the client could not be told.
    public long endedByServer() {
        return endedByServer.get();
    }

    @Override
    public void close() {
        heal();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        links.forEach(Link::reset);
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
        if (awaitNoStall() == Mode.RESET) {
            affected.incrementAndGet();
            abort(caller);
            return;
        }
        Socket server = new Socket();
        Link link = new Link(caller, server);
        links.add(link);
        try {
            caller.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            server.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), target),
                    CONNECT_MILLIS);
            Thread back = Thread.ofVirtual().start(() -> link.pass(server, caller, true));
            link.pass(caller, server, false);
            back.join();
        } catch (IOException e) {
            link.reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            links.remove(link);
            abort(caller);
            abort(server);
        }
    }

    private synchronized Mode awaitNoStall() {
        if (mode == Mode.STALL) {
            affected.incrementAndGet();
        }
        try {
            while (mode == Mode.STALL) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return mode;
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // it is closed already
        }
    }

    /// One connection through the proxy.
    private final class Link {

        private final Socket caller;
        private final Socket server;
        private volatile boolean damaged;

        Link(Socket caller, Socket server) {
            this.caller = caller;
            this.server = server;
        }

        void reset() {
            abort(caller);
            abort(server);
        }

        private void countEnd(boolean byServer) {
            if (byServer && damaged) {
                endedByServer.incrementAndGet();
            }
        }

        void pass(Socket from, Socket to, boolean answers) {
            try {
                InputStream in = from.getInputStream();
                byte[] bytes = new byte[16_384];
                for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                    boolean lost = answers && isUnlucky(bytes, n);
                    if (!lost && isPassed(answers)) {
                        to.getOutputStream().write(bytes, 0, n);
                    }
                }
                countEnd(answers);
            } catch (IOException cut) {
                countEnd(answers);
            }
            if (!damaged) {
                close(from);
                close(to);
            }
        }

        private boolean isPassed(boolean answers) {
            Mode now = awaitNoStall();
            boolean lost = now == Mode.SWALLOW || (now == Mode.SWALLOW_ANSWERS && answers);
            if (lost || now == Mode.SLOW) {
                affected.incrementAndGet();
            }
            if (now == Mode.SLOW) {
                LockSupport.parkNanos(LATENCY.toNanos());
            }
            damaged |= lost;
            return !damaged || (now == Mode.SWALLOW_ANSWERS && !answers);
        }

        private void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException gone) {
                // it is closed already
            }
        }
    }
}
