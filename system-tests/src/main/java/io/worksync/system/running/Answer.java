package io.worksync.system.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;

/// What came back over HTTP.
public record Answer(int status, String contentType, String text, JsonNode json) {

    static Answer of(HttpResponse<String> response) {
        String type = response.headers().firstValue("content-type").orElse("");
        return new Answer(
                response.statusCode(), type, response.body(), Json.parse(response.body()));
    }

    public Answer expect(int expected) {
        assertThat(status).as("status of an answer with the body: %s", text).isEqualTo(expected);
        return this;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
