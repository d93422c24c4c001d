package io.worksync.deployment;

import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kubernetes.client.openapi.JSON;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the API server would say of a manifest, from two models of its API: one knows every field
/// and its type, the other what is required as well.
final class Strict {

    private static final KubernetesSerialization LENIENT = new KubernetesSerialization();
    private static final ObjectMapper MAPPER = mapper();

    static {
        // fills the tables that the models validate with
        new JSON();
    }

    private Strict() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = JsonMapper.builder().build();
        new KubernetesSerialization(mapper, true);
        mapper.setAnnotationIntrospector(
                new JacksonAnnotationIntrospector() {
                    @Override
                    public Boolean hasAnySetter(Annotated a) {
                        return null;
                    }
                });
        return mapper.enable(FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /// Fails with the field that is unknown, of the wrong type or missing. Whether both models know
    /// the kind is the result.
    static boolean check(Manifest manifest) throws IOException {
        return Stream.of(fields(manifest), required(manifest)).allMatch(known -> known);
    }

    /// Whether this model knows the kind.
    static boolean fields(Manifest manifest) {
        Object read = LENIENT.unmarshal(manifest.yaml());
        if (read instanceof GenericKubernetesResource) {
            return false;
        }
        MAPPER.convertValue(LENIENT.unmarshal(manifest.yaml(), Map.class), read.getClass());
        return true;
    }

    private static boolean required(Manifest manifest) throws IOException {
        Optional<Class<?>> model = model(manifest);
        if (model.isPresent()) {
            JsonElement json = JsonParser.parseString(manifest.content().toString());
            try {
                model.get().getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            } catch (InvocationTargetException e) {
                throw new IOException(e.getCause().getMessage(), e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return model.isPresent();
    }

    private static Optional<Class<?>> model(Manifest manifest) {
        String api = manifest.apiVersion();
        boolean own = !api.contains("/") || api.contains("k8s.io/") || !api.contains(".");
        if (!own || api.startsWith("gateway.networking")) {
            return Optional.empty();
        }
        String version = api.substring(api.indexOf('/') + 1);
        String name =
                version.substring(0, 1).toUpperCase(Locale.ROOT)
                        + version.substring(1)
                        + manifest.kind();
        try {
            return Optional.of(Class.forName("io.kubernetes.client.openapi.models." + name));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
