package io.worksync.contracts.meeting;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// RTCIceServer of the W3C.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IceServer(List<String> urls, @Nullable String username, @Nullable String credential) {

    /// Never the credential.
    @Override
    public String toString() {
        return urls + (username == null ? "" : " as " + username);
    }
}
