package io.worksync.gateway.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;

/// What every answer tells the browser about what it may do, and how long files are good.
///
/// Cross-origin pages may read answers only when their origin is on the allow-list.
@ApplicationScoped
class AnswerHeaders {

    private static final String PERMISSIONS =
            "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(),"
                    + " usb=()";

    private final String contentSecurityPolicy;
    private final Origins origins;

    AnswerHeaders(WebConfig config, Origins origins) {
        this.origins = origins;
        String provider = origin(URI.create(config.issuer()));
        String socket = config.publicUrl().map(url -> " " + socketOrigin(url)).orElse("");
        this.contentSecurityPolicy =
                "default-src 'self'; script-src 'self'; connect-src 'self' "
                        + provider
                        + socket
                        + "; img-src 'self' data: blob:; media-src 'self' blob: mediastream:"
                        + "; style-src 'self' 'unsafe-inline'; font-src 'self' data:"
                        + "; worker-src 'self' blob:; frame-src "
                        + provider
                        + "; form-action 'self' "
                        + provider
                        + "; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    }

    void register(@Observes Router router) {
        router.route().order(Orders.HEADERS).handler(this::add);
    }

    private void add(RoutingContext call) {
        MultiMap headers = call.response().headers();
        headers.set("Content-Security-Policy", contentSecurityPolicy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Permissions-Policy", PERMISSIONS);
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        String path = call.request().path();
        headers.set(HttpHeaders.CACHE_CONTROL, cacheControl(path));
        if (allowOrigin(call, headers) && call.request().method().equals(HttpMethod.OPTIONS)) {
            headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
            call.response().setStatusCode(204).end();
        } else {
            call.next();
        }
    }

    /// True for a page on the allow-list, which may also ask beforehand what it may send.
    private boolean allowOrigin(RoutingContext call, MultiMap headers) {
        String origin = call.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !origins.lists(origin)) {
            return false;
        }
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.set(HttpHeaders.VARY, "Origin");
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET,POST,PUT,PATCH,DELETE");
        headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization,Content-Type");
        return true;
    }

    /// A file under /assets has a hash of its content in its name; a service may say otherwise of
    /// its own answers.
    private static String cacheControl(String path) {
        if (path.startsWith("/assets/")) {
            return "public, max-age=31536000, immutable";
        }
        return path.startsWith("/api/") ? "no-store" : "no-cache";
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }

    private static String socketOrigin(URI url) {
        return (url.getScheme().equals("https") ? "wss://" : "ws://") + url.getAuthority();
    }
}
