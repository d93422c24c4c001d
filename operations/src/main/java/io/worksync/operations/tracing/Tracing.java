package io.worksync.operations.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Begins spans and sends those that ended to a collector (OTLP over HTTP). Without a
/// collector, and for traces that are not kept, nothing is recorded, and what is traced costs
/// next to nothing.
///
/// Between processes a trace travels as a `traceparent` (W3C Trace Context). A span holds names of
/// operations and counts: never a text, a token or who somebody is.
@ApplicationScoped
public class Tracing {

    private static final String NAME = "io.worksync";
    private static final String CURRENT = "worksync.traceparent";
    private static final String KEPT = "-01";
    private static final int LAST = 5000;
    private static final long CLOSING_SECONDS = 2;
    private static final TextMapGetter<String> TRACEPARENT =
            new TextMapGetter<>() {
                @Override
                public Iterable<String> keys(String traceparent) {
                    return List.of("traceparent");
                }

                @Override
                public @Nullable String get(@Nullable String traceparent, String key) {
                    return key.equals("traceparent") ? traceparent : null;
                }
            };

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    Tracing(
            TracingConfig config,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "worksync.instance") Optional<String> instance) {
        provider =
                config.endpoint()
                        .map(
                                endpoint ->
                                        provider(
                                                config,
                                                endpoint,
                                                Attributes.of(
                                                        AttributeKey.stringKey("service.name"),
                                                        service,
                                                        AttributeKey.stringKey("service.version"),
                                                        version,
                                                        AttributeKey.stringKey(
                                                                "service.instance.id"),
                                                        instance.orElse(service))))
                        .orElse(null);
        tracer = provider == null ? null : provider.get(NAME);
    }

    void close(@Observes @Priority(LAST) ShutdownEvent event) {
        if (provider != null) {
            provider.shutdown().join(CLOSING_SECONDS, TimeUnit.SECONDS);
        }
    }

    /// Whether spans go anywhere.
    public boolean isOn() {
        return tracer != null;
    }

    /// Begins a span, in the trace of the `traceparent` where that is one, else in a new one; who
    /// begins it ends it.
    public Span begin(String name, SpanKind kind, @Nullable String traceparent) {
        return tracer == null
                ? Span.getInvalid()
                : tracer.spanBuilder(name)
                        .setSpanKind(kind)
                        .setParent(parent(traceparent))
                        .startSpan();
    }

    /// How others take up the span's trace, whether it is kept or not; null where nothing is
    /// traced.
    public static @Nullable String traceparent(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? "00-"
                        + context.getTraceId()
                        + "-"
                        + context.getSpanId()
                        + (context.isSampled() ? KEPT : "-00")
                : null;
    }

    /// Does the work in a span of the trace, which is what is under way here from now on; without a
    /// span where there is no trace.
    public <T> Uni<T> within(
            String name, SpanKind kind, @Nullable String traceparent, Supplier<Uni<T>> work) {
        if (tracer == null || traceparent == null) {
            return work.get();
        }
        Span span = begin(name, kind, traceparent);
        setCurrent(traceparent(span));
        return ended(List.of(span), work);
    }

    /// Does the work in a span of each of the traces that it is a step of, such as a batch is.
    public <T> Uni<T> around(
            String name,
            SpanKind kind,
            Stream<@Nullable String> traceparents,
            Supplier<Uni<T>> work) {
        if (tracer == null) {
            return work.get();
        }
        List<Span> spans =
                traceparents
                        .filter(Objects::nonNull)
                        .map(traceparent -> begin(name, kind, traceparent))
                        .toList();
        return spans.isEmpty() ? work.get() : ended(spans, work);
    }

    /// The trace of the request or record that is handled here (in this Vert.x context); null where
    /// nothing is traced.
    public @Nullable String current() {
        io.vertx.core.Context context = tracer == null ? null : Vertx.currentContext();
        return context != null && VertxContext.isDuplicatedContext(context)
                ? context.getLocal(CURRENT)
                : null;
    }

    /// The same, but null also where the trace is not kept: what is stored with a fact.
    public @Nullable String kept() {
        String current = current();
        return current != null && current.endsWith(KEPT) ? current : null;
    }

    void setCurrent(@Nullable String traceparent) {
        io.vertx.core.Context context = Vertx.currentContext();
        if (traceparent != null && context != null && VertxContext.isDuplicatedContext(context)) {
            context.putLocal(CURRENT, traceparent);
        }
    }

    private static <T> Uni<T> ended(List<Span> spans, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> work.get())
                .onFailure()
                .invoke(
                        failure ->
                                spans.forEach(
                                        span -> span.setStatus(StatusCode.ERROR, name(failure))))
                .onTermination()
                .invoke(() -> spans.forEach(Span::end));
    }

    // a message may quote what somebody wrote
    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    private static Context parent(@Nullable String traceparent) {
        return traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), traceparent, TRACEPARENT);
    }

    private static SdkTracerProvider provider(
            TracingConfig config, URI endpoint, Attributes resource) {
        OtlpHttpSpanExporter exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(
                                endpoint
                                        + (endpoint.toString().endsWith("/") ? "" : "/")
                                        + "v1/traces")
                        .setTimeout(config.timeout())
                        .build();
        return SdkTracerProvider.builder()
                .setResource(Resource.create(resource))
                .setSampler(Sampler.traceIdRatioBased(config.sampleRatio()))
                .addSpanProcessor(
                        BatchSpanProcessor.builder(exporter)
                                .setMaxQueueSize(config.maxWaiting())
                                .setScheduleDelay(config.linger())
                                .setExporterTimeout(config.timeout())
                                .build())
                .build();
    }
}
