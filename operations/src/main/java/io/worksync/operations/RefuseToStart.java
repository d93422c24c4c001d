package io.worksync.operations;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/// Lets no packaged service start with settings that are for laptops, unless
/// `worksync.production` is false.
///
/// The settings are looked at before anything connects or listens; each that is wrong is a line on
/// standard error, and the exit status is 1.
@ApplicationScoped
class RefuseToStart {

    private static final int FIRST = 1;

    private final Instance<DataSource> databases;

    RefuseToStart(Instance<DataSource> databases) {
        this.databases = databases;
    }

    static void checkSettings(@Observes @Initialized(ApplicationScoped.class) Object container) {
        Config config = ConfigProvider.getConfig();
        if (isProduction(config)) {
            refuseFor(
                    UnsafeSettings.in(
                            name -> config.getOptionalValue(name, String.class),
                            ConfigUtils.getProfiles()));
        }
    }

    void checkDatabase(@Observes @Priority(FIRST) StartupEvent event) {
        if (isProduction(ConfigProvider.getConfig())) {
            databases.forEach(database -> refuseFor(PgDurability.lackingIn(database)));
        }
    }

    private static boolean isProduction(Config config) {
        return LaunchMode.current() == LaunchMode.NORMAL
                && config.getOptionalValue("worksync.production", Boolean.class).orElse(true);
    }

    // nothing is open yet that would have to be closed, and nobody should be let in meanwhile
    @SuppressWarnings("SystemOut")
    private static void refuseFor(List<String> reasons) {
        if (!reasons.isEmpty()) {
            reasons.forEach(
                    reason ->
                            System.err.println(
                                    "WorkSync refuses to start in production: " + reason));
            Runtime.getRuntime().halt(1);
        }
    }
}
