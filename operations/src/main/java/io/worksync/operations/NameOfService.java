package io.worksync.operations;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Labels every metric with the service that it is of, so that queries need not know how a
/// deployment names its jobs.
class NameOfService {

    @Produces
    @Singleton
    MeterFilter label(@ConfigProperty(name = "quarkus.application.name") String name) {
        return MeterFilter.commonTags(List.of(Tag.of("application", name)));
    }
}
