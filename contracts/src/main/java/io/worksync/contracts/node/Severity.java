package io.worksync.contracts.node;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Whether somebody should look at it, or has to.
public enum Severity {
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("error")
    ERROR
}
