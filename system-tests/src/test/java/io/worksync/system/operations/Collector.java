package io.worksync.system.operations;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes spans as a collector does: OTLP over HTTP, in its binary form.
final class Collector implements AutoCloseable {

    private static final int OK = 200;

    private final List<Seen> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /// A span, and the service that it comes from.
    record Seen(String service, Span span) {

        String trace() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        /// Who does what, to be compared in tests.
        String step() {
            return service + ": " + span.getName();
        }

        boolean isChildOf(Seen other) {
            return span.getParentSpanId().equals(other.span().getSpanId());
        }
    }

    private Collector(HttpServer server) {
        this.server = server;
    }

    static Collector start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Collector collector = new Collector(server);
        server.createContext("/v1/traces", collector::take);
        server.start();
        return collector;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Seen> inTrace(String id) {
        return spans.stream().filter(seen -> seen.trace().equals(id)).toList();
    }

    List<Seen> all() {
        return List.copyOf(spans);
    }

    private void take(HttpExchange call) throws IOException {
        try (call) {
            var request = ExportTraceServiceRequest.parseFrom(call.getRequestBody());
            for (ResourceSpans of : request.getResourceSpansList()) {
                String service = name(of.getResource());
                of.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .forEach(span -> spans.add(new Seen(service, span)));
            }
            call.sendResponseHeaders(OK, -1);
        }
    }

    private static String name(Resource resource) {
        return resource.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(KeyValue::getValue)
                .map(value -> value.getStringValue())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
