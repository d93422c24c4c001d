package io.worksync.gateway.device;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.problem.Refusal;
import io.worksync.contracts.session.Revocation;
import io.worksync.gateway.revocation.RevokeAccess;
import io.worksync.gateway.token.Caller;
import io.worksync.realtime.NodeLeases;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// A user's own devices: the list, and signing out there.
@ApplicationScoped
class MyDevices {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final RedisDevices devices;
    private final NodeLeases leases;
    private final RevokeAccess revokeAccess;
    private final ProviderSessions provider;
    private final DeviceConfig config;
    private final Clock clock;

    MyDevices(
            RedisDevices devices,
            NodeLeases leases,
            RevokeAccess revokeAccess,
            ProviderSessions provider,
            DeviceConfig config,
            Clock clock) {
        this.devices = devices;
        this.leases = leases;
        this.revokeAccess = revokeAccess;
        this.provider = provider;
        this.config = config;
        this.clock = clock;
    }

    /// The current one first, then those seen last.
    Uni<List<Device>> list(Caller caller) {
        return kept(caller)
                .chain(
                        kept ->
                                leases.alive(kept.nodes())
                                        .map(
                                                alive ->
                                                        kept.shown(
                                                                caller.signIn().id(),
                                                                alive,
                                                                clock.instant()
                                                                        .minus(config.keep()),
                                                                clock.instant())))
                .map(all -> all.subList(0, Math.min(all.size(), config.max())))
                .onFailure(failure -> !(failure instanceof Refusal))
                .transform(MyDevices::unavailable);
    }

    /// Ends the sign-in on all nodes and at the provider; refuses with 404 what is none of the
    /// caller's.
    Uni<Void> signOut(Caller caller, String id) {
        return kept(caller)
                .invoke(kept -> requireKnown(kept, id))
                .chain(kept -> revokeAccess.revoke(new Revocation.OfSignIn(id), "signed out there"))
                .chain(revoked -> devices.forget(caller.id(), id))
                .chain(forgotten -> provider.end(caller, id))
                .onFailure(failure -> !(failure instanceof Refusal))
                .transform(MyDevices::unavailable);
    }

    private Uni<KeptDevices> kept(Caller caller) {
        return devices.of(caller.id());
    }

    private static void requireKnown(KeptDevices kept, String id) {
        if (!kept.has(id)) {
            throw Refusal.notFound();
        }
    }

    private static Throwable unavailable(Throwable failure) {
        return Refusal.unavailable("Devices are not known now: " + failure.getMessage(), RETRY);
    }
}
