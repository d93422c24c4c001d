package io.worksync.gateway.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// Runs [Services] and gives them to the tests' fields.
public final class ServicesResource implements QuarkusTestResourceLifecycleManager {

    private final Services services = new Services();

    @Override
    public Map<String, String> start() {
        return Map.of("test.services.url", services.url());
    }

    @Override
    public void stop() {
        services.stop();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(services, new TestInjector.MatchesType(Services.class));
    }
}
