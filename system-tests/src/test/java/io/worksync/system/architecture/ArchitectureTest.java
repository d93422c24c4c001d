package io.worksync.system.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The rules of the architecture that nobody should have to remember.
class ArchitectureTest {

    private static final Map<String, String> SERVICES =
            Map.of(
                    "gateway", "gateway",
                    "chat-service", "chat",
                    "presence-service", "presence",
                    "notification-service", "notification",
                    "signaling-service", "signaling");

    private static final JavaClasses CONTRACTS = classesOf("contracts");
    private static final JavaClasses REALTIME = classesOf("realtime");
    private static final JavaClasses ALL = allClasses();

    private static final String SQL =
            "java\\.sql.*|io\\.vertx\\.(mutiny\\.)?sqlclient.*|org\\.hibernate.*|jakarta\\.persistence.*";
    private static final Set<String> QUERIES =
            Set.of(
                    "createQuery",
                    "createNativeQuery",
                    "createSelectionQuery",
                    "createMutationQuery",
                    "prepareStatement",
                    "preparedQuery",
                    "query",
                    "persist",
                    "merge",
                    "find",
                    "remove");

    /// Where work begins that no framework calls for: what goes on after a call was answered.
    private static final String MAY_SUBSCRIBE = "Background";

    @Test
    void every_module_is_looked_at() {
        assertThat(CONTRACTS).hasSizeGreaterThan(20);
        assertThat(REALTIME).hasSizeGreaterThan(5);
        SERVICES.keySet().forEach(module -> assertThat(classesOf(module)).hasSizeGreaterThan(5));
    }

    @Test
    void contracts_are_data() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                "java..",
                                "io.worksync.contracts..",
                                "com.fasterxml.jackson.annotation..",
                                "com.fasterxml.uuid..",
                                "org.jspecify.annotations.."))
                .because("what travels between parts must force no library on anybody")
                .check(CONTRACTS);
    }

    @Test
    void realtime_knows_no_domain() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.worksync..")
                                .and(not(resideInAPackage("io.worksync.realtime.."))))
                .because("topics carry whatever the services put into them")
                .check(REALTIME);
    }

    @Test
    void operations_knows_no_domain() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.worksync..")
                                .and(
                                        not(
                                                resideInAnyPackage(
                                                        "io.worksync.operations..",
                                                        "io.worksync.realtime..",
                                                        "io.worksync.contracts.event..",
                                                        "io.worksync.contracts.node.."))))
                .because("every service has it, whatever it is about")
                .check(classesOf("operations"));
    }

    @Test
    void the_gateway_knows_no_domain() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "io.worksync.contracts.chat..",
                                "io.worksync.contracts.meeting..",
                                "io.worksync.contracts.notification..",
                                "io.worksync.contracts.presence.."))
                .because("a new feature of a service changes no line of the gateway")
                .check(classesOf("gateway"));
    }

    @Test
    void services_share_only_contracts_realtime_and_operations() {
        SERVICES.forEach(
                (module, name) ->
                        noClasses()
                                .should()
                                .dependOnClassesThat(
                                        resideInAPackage("io.worksync..").and(not(allowedTo(name))))
                                .because("services meet only on the wire")
                                .check(classesOf(module)));
    }

    @Test
    void features_of_a_service_form_no_cycle() {
        SERVICES.forEach(
                (module, name) ->
                        slices().matching("io.worksync." + name + ".(*)..")
                                .should()
                                .beFreeOfCycles()
                                .check(classesOf(module)));
    }

    @Test
    void only_edges_know_http() {
        noClasses()
                .that(areNot("Resource|Problems|TraceId"))
                .should()
                .dependOnClassesThat(resideInAPackage("jakarta.ws.rs.."))
                .because("a use case is called by HTTP, by the socket and by tests alike")
                .check(ALL);
    }

    @Test
    void only_edges_know_kafka() {
        noClasses()
                .that(areNot("Consumer|RecordReader|Publisher|Outbox|OutboxRelay|Kafka\\w+|Events"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "org.apache.kafka..",
                                "org.eclipse.microprofile.reactive.messaging..",
                                "io.smallrye.reactive.messaging.."))
                .because("what an event means is not decided by how it came")
                .check(ALL);
    }

    @Test
    void only_stores_speak_sql() {
        noClasses()
                .that(areNot("Pg\\w+|Store|Outbox|RelayLock|Transactions|Schema"))
                .should()
                .callMethodWhere(
                        target(
                                "query a database",
                                access ->
                                        access.getOwner().getPackageName().matches(SQL)
                                                && QUERIES.contains(access.getName())))
                .because("others may carry a transaction along, but not know what is asked in it")
                .check(ALL);
    }

    @Test
    void nobody_waits_or_subscribes_by_hand() {
        noClasses()
                .that(areNot(MAY_SUBSCRIBE))
                .should()
                .callMethodWhere(
                        target(
                                "wait for or subscribe to a Uni or Multi",
                                access ->
                                        access.getOwner()
                                                        .getPackageName()
                                                        .startsWith("io.smallrye.mutiny")
                                                && Set.of(
                                                                "await",
                                                                "subscribe",
                                                                "subscribeAsCompletionStage",
                                                                "toStream",
                                                                "asStream")
                                                        .contains(access.getName())))
                .because("the framework subscribes, and a waiting event loop stands still")
                .check(ALL);
    }

    @Test
    void time_comes_from_a_clock() {
        noClasses()
                .that(areNot("Clocks|ClockProducer|Time"))
                .should()
                .callMethodWhere(
                        target(
                                "ask the system for the time",
                                access ->
                                        access.getFullName()
                                                .matches(
                                                        "java\\.time\\.\\w+\\.now\\(\\)"
                                                                + "|java\\.lang\\.System\\.currentTimeMillis\\(\\)"
                                                                + "|java\\.time\\.Clock\\.system\\w+\\(.*\\)")))
                .because("a test must be able to say what time it is")
                .check(ALL);
    }

    @Test
    void nobody_writes_to_the_console() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ALL);
    }

    private static DescribedPredicate<JavaClass> allowedTo(String service) {
        return resideInAnyPackage(
                "io.worksync." + service + "..",
                "io.worksync.contracts..",
                "io.worksync.realtime..",
                "io.worksync.operations..");
    }

    /// Top-level classes, with all that is nested in them, whose name does not end so.
    private static DescribedPredicate<JavaClass> areNot(String suffixes) {
        Pattern pattern = Pattern.compile("(\\w*)(" + suffixes + ")");
        return describe(
                "are not *" + suffixes,
                type -> !pattern.matcher(outermost(type).getSimpleName()).matches());
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static DescribedPredicate<JavaAccess<?>> target(
            String what, java.util.function.Predicate<AccessTarget> predicate) {
        return describe(what, access -> predicate.test(access.getTarget()));
    }

    private static JavaClasses allClasses() {
        return new ClassFileImporter()
                .importPaths(
                        java.util.stream.Stream.concat(
                                        java.util.stream.Stream.of("realtime"),
                                        SERVICES.keySet().stream())
                                .map(ArchitectureTest::built)
                                .toList());
    }

    private static JavaClasses classesOf(String module) {
        return new ClassFileImporter().importPath(built(module));
    }

    private static Path built(String module) {
        return Path.of(System.getProperty("worksync.root", ".."), module, "target", "classes");
    }
}
