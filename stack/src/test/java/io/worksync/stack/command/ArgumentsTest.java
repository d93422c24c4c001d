package io.worksync.stack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static Arguments of(String line) {
        return new Arguments(List.of(line.split(" ")));
    }

    @Test
    void options_may_stand_in_any_order() {
        Arguments up = of("up --detach --replicas 2");
        assertThat(up.number("--replicas", 1)).isEqualTo(2);
        assertThat(up.flag("--detach")).isTrue();
        up.requireNoMore();
    }

    @Test
    void an_unknown_word_is_wrong_usage() {
        assertThatThrownBy(() -> of("status --xml").requireNoMore())
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("--xml");
    }

    @Test
    void a_number_must_be_one() {
        for (String wrong : List.of("up --replicas", "up --replicas many", "up --replicas 0")) {
            assertThatThrownBy(() -> of(wrong).number("--replicas", 1))
                    .as(wrong)
                    .isInstanceOf(WrongUsage.class);
        }
    }

    @Test
    void a_missing_name_is_wrong_usage() {
        assertThatThrownBy(() -> of("kill").next("NAME"))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("NAME");
    }
}
