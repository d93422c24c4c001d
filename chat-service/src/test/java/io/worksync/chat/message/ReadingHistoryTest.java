package io.worksync.chat.message;

import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.worksync.stack.test.StackTestResource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class ReadingHistoryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?limit=3           | [8, 9, 10] | true  | false",
                "?before=4&limit=2  | [2, 3]     | true  | true",
                "?before=3          | [1, 2]     | false | true",
                "?before=1          | []         | false | true",
                "?after=8           | [9, 10]    | true  | false",
                "?after=0&limit=2   | [1, 2]     | false | true",
                "?after=10          | []         | true  | false",
                "?after=99          | []         | true  | false",
                "?around=5&limit=3  | [4, 5, 6]  | true  | true",
                "?around=1&limit=3  | [1, 2, 3]  | false | true",
                "?limit=100000      | [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] | false | false"
            })
    void a_part_says_whether_there_is_more(
            String query, String seqs, boolean before, boolean after) {
        String channel = ChannelOfTen.id();

        JsonPath part = RAHIM.reads(channel, query).jsonPath();

        assertThat(part.getList("items.seq").toString()).isEqualTo(seqs);
        assertThat(part.getBoolean("hasMoreBefore")).isEqualTo(before);
        assertThat(part.getBoolean("hasMoreAfter")).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=-1",
                "?limit=x",
                "?before=-1",
                "?after=1.5",
                "?around=99999999999999999999",
                "?before=1&after=2"
            })
    void nonsense_is_refused(String query) {
        RAHIM.reads(ChannelOfTen.id(), query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.size()", equalTo(1));
    }

    @Test
    void who_was_removed_reads_no_more() {
        String channel = RAHIM.creates("private");
        RAHIM.adds(channel, AISHA);
        AISHA.reads(channel, "").then().statusCode(200);

        RAHIM.removes(channel, AISHA).then().statusCode(204);

        AISHA.reads(channel, "").then().statusCode(404);
        AISHA.call().get("/api/chat/v1/channels/" + channel).then().statusCode(404);
    }

    /// A channel with the messages 1 to 10, made once.
    private static final class ChannelOfTen {

        private static String id;

        static synchronized String id() {
            if (id == null) {
                String channel = RAHIM.creates("private");
                IntStream.rangeClosed(1, 10).forEach(i -> RAHIM.says(channel, "m" + i));
                id = channel;
            }
            return id;
        }
    }
}
