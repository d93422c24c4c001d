package io.worksync.notification.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A push service on this machine, over TLS, that keeps what it is sent. Of paths that begin with a
/// status it answers the first push with that, and the next ones with 201.
public class PushServiceResource implements QuarkusTestResourceLifecycleManager {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final BlockingQueue<Map<String, Object>> pushed = new LinkedBlockingQueue<>();
    private final Map<String, Boolean> answered = new java.util.concurrent.ConcurrentHashMap<>();
    private HttpsServer server;
    private Path store;

    @Override
    public Map<String, String> start() {
        try {
            store = Files.createTempDirectory("push").resolve("store.p12");
            generate(store);
            server =
                    HttpsServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls(store)));
            server.createContext("/", this::take);
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "worksync.push.hosts", "localhost:" + server.getAddress().getPort(),
                "worksync.push.contact", "mailto:it@example.org",
                "worksync.push.delay", "200ms",
                "worksync.push.look-again", "300ms",
                "worksync.push.interval", "1s",
                "quarkus.tls.push.trust-store.p12.path", store.toString(),
                "quarkus.tls.push.trust-store.p12.password", new String(PASSWORD));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(pushed, field -> field.getName().equals("pushed"));
        injector.injectIntoFields(
                "https://localhost:" + server.getAddress().getPort(),
                field -> field.getName().equals("pushService"));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = 201;
            if (path.matches("/\\d{3}/.*") && answered.put(path, true) == null) {
                status = Integer.parseInt(path.substring(1, 4));
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            pushed.add(
                    Map.of(
                            "path",
                            path,
                            "body",
                            body,
                            "status",
                            status,
                            "authorization",
                            header(exchange, "Authorization"),
                            "encoding",
                            header(exchange, "Content-Encoding"),
                            "ttl",
                            header(exchange, "TTL")));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    private static void generate(Path store) throws IOException, InterruptedException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "push",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .inheritIO()
                        .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("no certificate");
        }
    }

    private static SSLContext tls(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
