package io.worksync.signaling.quality;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.signaling.identity.Callers;
import io.worksync.signaling.quality.QualitySample.Level;
import io.worksync.signaling.quality.ReadQuality.Report;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// How well media arrives in a meeting.
@Path("/api/meetings/v1/meetings/{id}")
@Authenticated
@Tag(name = "quality")
@Produces(MediaType.APPLICATION_JSON)
class QualityResource {

    private final ReportQuality report;
    private final ReadQuality read;
    private final Callers callers;
    private final Clock clock;

    QualityResource(ReportQuality report, ReadQuality read, Callers callers, Clock clock) {
        this.report = report;
        this.read = read;
        this.callers = callers;
        this.clock = clock;
    }

    /// What a participant measured.
    record QualityReport(@NotNull @Size(min = 1, max = 32) List<@NotNull @Valid Measured> samples) {

        private List<QualitySample> at(Instant now) {
            return samples.stream().map(sample -> sample.at(now)).toList();
        }
    }

    /// Towards a participant, or a media server.
    record Measured(
            @Nullable ParticipantId to,
            @DecimalMin("0") @DecimalMax("1") double loss,
            @DecimalMin("0") @DecimalMax("600000") double jitterMs,
            @DecimalMin("0") @DecimalMax("600000") double roundTripMs,
            boolean relayed,
            @DecimalMin("0") @DecimalMax("1000") double framesPerSecond,
            @NotNull Level level) {

        private QualitySample at(Instant now) {
            return new QualitySample(
                    to, loss, jitterMs, roundTripMs, relayed, framesPerSecond, level, now);
        }
    }

    /// A participant's latest sample, and those before it, newest first.
    record ParticipantQuality(
            ParticipantId participantId,
            UserId userId,
            @JsonUnwrapped @Nullable QualitySample latest,
            List<QualitySample> history) {

        private static ParticipantQuality of(Report report) {
            List<QualitySample> samples = report.samples();
            return new ParticipantQuality(
                    report.participantId(),
                    report.userId(),
                    samples.isEmpty() ? null : samples.getFirst(),
                    samples);
        }
    }

    /// All in the meeting.
    record MeetingQuality(List<ParticipantQuality> items) {}

    @POST
    @Path("participants/{participantId}/quality")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tell how well media arrives at one's participant")
    @APIResponse(responseCode = "202", description = "It is noted")
    public Uni<RestResponse<Void>> report(
            @PathParam("id") MeetingId id,
            @PathParam("participantId") ParticipantId participant,
            @NotNull @Valid QualityReport request) {
        return report.report(callers.current(), id, participant, request.at(clock.instant()))
                .replaceWith(() -> RestResponse.accepted());
    }

    @GET
    @Path("quality")
    @Operation(summary = "How well media arrives at each participant; for hosts and admins")
    public Uni<MeetingQuality> read(@PathParam("id") MeetingId id) {
        return read.read(callers.current(), id)
                .map(reports -> reports.stream().map(ParticipantQuality::of).toList())
                .map(MeetingQuality::new);
    }
}
