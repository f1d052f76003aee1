package io.audittrail.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.audittrail.AuditQuery;
import io.audittrail.AuditTrail;
import io.audittrail.sample.sam.domain.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page that shows the log, in a real browser, as the auditor meets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {

    private static final String EVIL = "<img src=x onerror=\\\"window.evil=1\\\"><script>window.evil=1</script>";
    private static final String RECORDS = "#timeline .record";

    private Browser browser = unstarted();
    private RunningSample sample = unstarted();
    private String strange = "";

    @BeforeAll
    void start(@TempDir Path log) throws Exception {
        browser = Browser.open();
        SealedStream other = new SealedStream("other")
                .record(
                        "2026-11-02T10:00:00.000001Z",
                        "t1",
                        "\"actor\":\"eve\",\"action\":\"CREATE\",\"entity\":\"Big\",\"entityId\":9007199254740993,\"changes\":"
                                + "{\"amount\":{\"old\":null,\"new\":12345678901234567890.10},\"secret\":{\"old\":\"[masked]\",\"new\":\"[masked]\"}}")
                .record(
                        "2026-11-03T10:00:00.000001Z",
                        "t2",
                        "\"actor\":\"mallory\",\"actorKind\":\"external\",\"action\":\"STATEMENT\",\"entity\":\"Big\",\"statement\":"
                                + "{\"kind\":\"UPDATE\",\"hql\":\"update Big set amount = ?\",\"parameters\":{},\"tables\":[\"big\"],\"rows\":17},\"outcome\":\"unknown\"")
                .record(
                        "2026-11-04T10:00:00.000001Z",
                        "t3",
                        "\"actor\":\"%1$s\",\"action\":\"UPDATE\",\"entity\":\"%1$s\",\"entityId\":\"%1$s/../'\",\"label\":\"%1$s\",\"changes\":{\"%1$s\":{\"old\":\"\\u202etxt.exe\\u0000\\u3164\\udb40\\udc41\",\"new\":\"%1$s\"}},\"context\":{\"%1$s\":\"%1$s\"}"
                                .formatted(EVIL));
        strange = other.last();
        other.write(log);
        writeRich(log);
        sample = new RunningSample(log, List.of("--audit.reads.entities=Allocation"));
        browser.logIn("auditor");
    }

    /** A record of three in its transaction, and one that found another title than that had left. */
    private static void writeRich(Path log) throws Exception {
        String entity = "\"action\":\"UPDATE\",\"entity\":\"Rich\",\"entityId\":1,\"changes\":";
        new SealedStream("rich")
                .line(
                        "2026-11-06T10:00:00.000001Z",
                        "\"tx\":\"r1\",\"n\":2,\"of\":3,\"unit\":\"sam\",\"actor\":\"rich\",\"via\":\"root\"," + entity
                                + "{\"title\":{\"old\":\"The old title\",\"new\":\"The new title\"},"
                                + "\"scan\":{\"old\":{\"length\":100000,\"sha256\":\"abc123\",\"head\":\"begin\"},\"new\":null},"
                                + "\"partners\":{\"added\":[7],\"removed\":[\"x\"]}},\"redelivered\":true")
                .record(
                        "2026-11-07T10:00:00.000001Z",
                        "r2",
                        "\"actor\":\"rich\"," + entity + "{\"title\":{\"old\":\"Something else\",\"new\":\"Last\"}}")
                .write(log);
    }

    @AfterAll
    void stop() {
        browser.close();
        if (sample != null) {
            sample.close();
        }
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // JUnit starts them before the first test
    private static <T> T unstarted() {
        return null;
    }

    @BeforeEach
    void forget() {
        browser.size(1200, 900);
        browser.complaints();
    }

    @AfterEach
    void theBrowserHasNothingToComplainOf() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theAuditorFindsAChangeMadeAMomentAgo() throws Exception {
        long id = sample.id("project", "projcode", "NCAR0001");
        sample.change("bob", "PUT", "/api/projects/NCAR0001", "{\"title\":\"A moment ago\"}");
        show("");
        browser.until(() -> assertThat(browser.texts(RECORDS).get(0))
                .contains("UPDATE", "Project " + id, "NCAR0001", "title", "A moment ago"));
        assertThat(browser.texts(".transaction-head").get(0)).contains("bob", "PUT /api/projects/NCAR0001");
        assertThat(sample.bean(AuditTrail.class)
                        .find(AuditQuery.of(Project.class, id).by("bob").limit(1))
                        .records())
                .singleElement()
                .satisfies(record -> assertThat(record.json()).contains("A moment ago"));
        browser.picture("wide-light");
    }

    @Test
    void whatAFilterAsksForIsInTheAddressAndALinkShowsTheSame() {
        show("");
        type("actor", "eve" + Keys.ENTER);
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(1));
        assertThat(browser.url()).endsWith("/actuator/audittrail?actor=eve");
        show("?actor=eve&action=CREATE&from=2026-11-02T10:00:00.000001Z");
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(1));
        assertThat(browser.one("[name=actor]").getDomProperty("value")).isEqualTo("eve");
        assertThat(browser.one("[name=action]").getDomProperty("value")).isEqualTo("CREATE");
        browser.one("button.main").click();
        browser.until(() -> assertThat(browser.url()).contains("from=2026-11-02T10%3A00%3A00.000001Z"));
        assertThat(browser.one("#curl pre").getDomProperty("textContent"))
                .startsWith("curl -u USER 'http://127.0.0.1:")
                .endsWith("/actuator/audittrail?actor=eve&action=CREATE&from=2026-11-02T10%3A00%3A00.000001Z'");
    }

    @Test
    void anEntityHasAHistoryAndAStateAsOfAMomentAndTheWayBackLeadsBack() throws Exception {
        sample.project("PAGE0001");
        sample.change("bob", "PUT", "/api/projects/PAGE0001", "{\"title\":\"Second\"}");
        sample.change("alice", "PUT", "/api/projects/PAGE0001", "{\"title\":\"Third\"}");
        show("?label=PAGE0001");
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(3));
        browser.one(RECORDS + " a.entity").click();
        browser.until(() -> assertThat(browser.one("#entity-title").getText()).startsWith("History of Project "));
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(3));
        browser.all("a.state-link").get(1).click();
        browser.until(() -> assertThat(browser.texts("#state tr")).contains("title Second", "projcode PAGE0001"));
        assertThat(browser.url()).contains("entity=Project", "&at=");
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(3));
        browser.back();
        browser.until(() -> assertThat(browser.texts("#state tr")).isEmpty());
        browser.back();
        browser.until(() -> assertThat(browser.url()).endsWith("?label=PAGE0001"));
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(3));
    }

    @Test
    void aMomentBeforeAndOneThatNobodyKnowsAreTold() {
        show("?entity=Big&id=9007199254740993&at=2026-11-02T09:00:00Z");
        browser.until(() -> assertThat(browser.one("#state").getText()).startsWith("It did not exist at 2026-11-02"));
        show("?entity=Big&id=1&at=2026-11-02T09:00:00Z");
        browser.until(
                () -> assertThat(browser.one("#state").getText()).startsWith("The log tells nothing certain of it"));
    }

    @Test
    void longNumbersAreExact() {
        show("?entity=Big&action=CREATE");
        browser.until(() -> assertThat(browser.texts("a.entity")).containsExactly("Big 9007199254740993"));
        assertThat(browser.texts("td.new")).containsExactly("12345678901234567890.10", "masked");
        browser.one("a.entity").click();
        browser.until(() -> assertThat(browser.url()).endsWith("?entity=Big&id=9007199254740993"));
        browser.until(() -> assertThat(browser.texts("a.entity")).containsExactly("Big 9007199254740993"));
    }

    @Test
    void statementsAndFlagsAreReadable() {
        show("?actor=mallory");
        browser.until(() -> assertThat(browser.texts(RECORDS))
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .contains("STATEMENT", "update Big set amount = ?", "17", "it may never have happened")));
        assertThat(browser.one(".transaction-head").getText()).contains("mallory external");
    }

    @Test
    void whatACollectionGainedIsReadableAndFound() throws Exception {
        sample.project("PAGE0002");
        long alice = sample.id("users", "username", "alice");
        sample.change("bob", "PUT", "/api/projects/PAGE0002/members/alice", null);
        show("?label=PAGE0002&action=UPDATE");
        type("property", "members" + Keys.ENTER);
        browser.until(() -> assertThat(browser.url()).contains("property=members"));
        browser.until(() -> assertThat(browser.texts(RECORDS))
                .singleElement()
                .satisfies(record -> assertThat(record).contains("UPDATE", "Project", "PAGE0002")));
        assertThat(browser.texts(".changes th[scope=row]")).containsExactly("members");
        assertThat(browser.texts(".part-added")).containsExactly("added: [" + alice + "]");
        assertThat(browser.texts(".part-removed")).isEmpty();
    }

    @Test
    void aStatementIsReadableAndFoundByItsParameters() throws Exception {
        sample.project("PAGE0003");
        sample.allocate("PAGE0003", "1990-01-01", "1990-01-31");
        sample.change("bob", "POST", "/api/projects/expire?before=1990-06-01", null);
        show("");
        type("text", "1990-06-01" + Keys.ENTER);
        browser.until(() -> assertThat(browser.texts(RECORDS))
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .contains(
                                "STATEMENT",
                                "Project",
                                "update Project p set p.active = false",
                                "select ?",
                                "before",
                                "1990-06-01")));
        assertThat(browser.texts(".statement dt")).contains("kind", "hql", "parameters", "tables", "rows");
        assertThat(browser.texts(".statement dd")).contains("UPDATE", "1");
        assertThat(browser.one(".transaction-head").getText()).contains("bob", "POST /api/projects/expire");
    }

    @Test
    void whoReadIsReadableAndFound() throws Exception {
        sample.project("PAGE0004");
        long id = sample.allocate("PAGE0004", "2026-01-01", null);
        sample.change("alice", "POST", "/api/allocations/" + id + "/adjustments", "{\"amount\":1,\"comment\":\"Why\"}");
        show("?entity=Allocation&id=" + id + "&action=READ");
        browser.until(() -> assertThat(browser.texts(RECORDS))
                .singleElement()
                .satisfies(record -> assertThat(record).contains("READ", "Allocation " + id)));
        assertThat(browser.one(".transaction-head").getText()).contains("alice", "/api/allocations/" + id);
        assertThat(browser.all(".changes, .statement")).isEmpty();
        assertThat(browser.one("[name=action]").getDomProperty("value")).isEqualTo("READ");
    }

    @Test
    void whatARecordHoldsIsReadableAndWhatItIsAPartOf() {
        show("?entity=Rich&id=1&order=asc");
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(2));
        assertThat(browser.texts(RECORDS).get(0))
                .contains("Another instance wrote this", "begin… (length 100000, SHA-256 abc123)")
                .contains("added: [7]", "removed: [\"x\"]");
        assertThat(browser.texts(".changes del")).containsExactly("old");
        assertThat(browser.texts(".changes ins")).containsExactly("new");
        assertThat(browser.texts(".transaction-head").get(0))
                .contains("rich via root", "1 of 3 records of this transaction");
        browser.one(".part a").click();
        browser.until(() -> assertThat(browser.url()).endsWith("?tx=r1&order=asc"));
    }

    @Test
    void aStateTellsWhatWasChangedPastTheLog() {
        show("?entity=Rich&id=1&at=2026-11-08T00:00:00Z");
        browser.until(() -> assertThat(browser.one("#state").getText())
                .contains("title was changed past the log between 2026-11-06 10:00:00 and 2026-11-07 10:00:00:"
                        + " from The new title to Something else")
                .contains("Last"));
    }

    @Test
    void aSpanOfTimeEndsNow() {
        show("?actor=rich&to=2026-11-08T00:00:00Z");
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(2));
        browser.one("#spans button").click();
        browser.until(() -> assertThat(browser.one("#count").getText()).startsWith("No records"));
        assertThat(browser.url()).contains("?actor=rich&from=").doesNotContain("to=");
        Object age = browser.run("return Date.now() - Date.parse(new URLSearchParams(location.search).get('from'))");
        assertThat(((Number) age).longValue()).isBetween(3_600_000L, 3_660_000L);
    }

    @Test
    void hostileContentStaysText() throws Exception {
        show("?text=onerror");
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(1));
        String evil = EVIL.replace("\\", "");
        assertThat(browser.texts("a.actor, a.label, td.new, .context dt, th[scope=row] bdi"))
                .contains(evil, evil);
        assertThat(browser.one("td.old").getText()).isEqualTo("U+202Etxt.exeU+0000U+3164U+E0041");
        browser.one("a.entity").click();
        browser.until(() -> assertThat(browser.one("#entity-title").getText()).contains(evil));
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(1));
        browser.one("a.state-link").click();
        browser.until(() -> assertThat(browser.texts("#state td")).contains(evil));
        assertThat(browser.run("return [window.evil === undefined, document.images.length, document.scripts.length]"))
                .isEqualTo(List.of(true, 0L, 1L));
        browser.picture("hostile");
    }

    @Test
    void theRawLineIsTheBytesOfTheLog() {
        show("?text=onerror");
        browser.until(() -> assertThat(browser.all(".raw pre")).hasSize(1));
        assertThat(browser.one(".raw pre").getDomProperty("textContent")).isEqualTo(strange);
    }

    @Test
    void scriptsThatAreNotThePagesDoNotRun() {
        show("");
        browser.run("const script = document.createElement('script'); script.textContent = 'window.evil = 1';"
                + "document.body.append(script); return 1");
        assertThat(browser.run("return window.evil === undefined")).isEqualTo(true);
        assertThat(browser.complaints()).singleElement().asString().contains("Content Security Policy");
    }

    @Test
    void moreRecordsJoinThoseThatAreShownAndTheChart() throws Exception {
        for (int i = 0; i < 3; i++) {
            sample.change("alice", "PUT", "/api/projects/NCAR0001", "{\"title\":\"Page " + i + "\"}");
        }
        show("?actor=alice&entity=Project&limit=2");
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(2));
        assertThat(browser.texts(".legend li")).containsExactly("alice 2");
        browser.one("#next").click();
        browser.until(
                () -> assertThat(browser.texts(RECORDS)).hasSizeGreaterThan(2).doesNotHaveDuplicates());
        assertThat(browser.texts(".legend li"))
                .containsExactly("alice " + browser.texts(RECORDS).size());
        assertThat(browser.all("#chart rect")).isNotEmpty();
        browser.one("#chart svg a").click();
        browser.until(() -> assertThat(browser.url()).contains("from=", "to=", "actor=alice"));
    }

    @Test
    void whetherTheLogIsWholeIsShownAndAskedForAgain() {
        show("?limit=1");
        browser.until(() -> assertThat(browser.one("#verdict").getText()).startsWith("The log is whole, verified 20"));
        browser.one("#verification summary").click();
        assertThat(browser.one("#findings").getText()).contains("other: 4 lines, 1 to 4", "There are no checkpoints");
        String first = browser.one("#verdict time").getDomAttribute("datetime");
        browser.one("#verify").click();
        browser.until(() -> assertThat(browser.one("#verdict.whole time").getDomAttribute("datetime"))
                .isGreaterThan(first));
    }

    @Test
    void fieldsSuggestWhatIsAuditedAndWhatWasSeen() {
        show("?limit=1");
        browser.until(() -> assertThat(options("entities"))
                .contains("Project", "Allocation")
                .doesNotContain("ApiCredentials"));
        assertThat(options("properties"))
                .contains("title", "projcode", "members")
                .doesNotContain("key.facility");
        browser.until(() -> assertThat(options("actors")).isNotEmpty());
    }

    private List<String> options(String list) {
        String script = "return [...document.getElementById(arguments[0]).options].map((o) => o.value)";
        return ((List<?>) browser.run(script, list))
                .stream().map(String::valueOf).toList();
    }

    @Test
    void whatTheServerRefusesIsTold() {
        show("?from=2026-11-21T00:00:00Z&to=2026-11-20T00:00:00Z");
        browser.until(() -> assertThat(browser.one("#problem").getText()).startsWith("from is later than to."));
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("status of 400"));
    }

    @Test
    void aTimeThatIsNoneIsGoneWithTheNextQuestion() {
        show("?actor=eve&from=yesterday");
        browser.until(() -> assertThat(browser.one("#problem").getText()).startsWith("from is no time"));
        browser.complaints();
        browser.one("button.main").click();
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(1));
        assertThat(browser.url()).endsWith("?actor=eve");
    }

    @Test
    void severalActionsStayWithTheNextQuestion() {
        show("?action=CREATE,STATEMENT&entity=Big");
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(2));
        type("actor", "mallory" + Keys.ENTER);
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(1));
        assertThat(browser.url()).contains("action=CREATE%2CSTATEMENT");
    }

    @Test
    void whoSkipsToTheRecordsFindsThemAsTheyWere() {
        show("?limit=1");
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(1));
        browser.one("#next").click();
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(2));
        browser.one(".skip").sendKeys(Keys.ENTER);
        browser.until(() ->
                assertThat(browser.run("return document.activeElement.id")).isEqualTo("results"));
        assertThat(browser.url()).endsWith("?limit=1#results");
        assertThat(browser.texts(RECORDS)).hasSize(2);
    }

    @Test
    void anEmptyAnswerSaysWhy() {
        show("?entity=ApiCredentials");
        browser.until(() -> assertThat(browser.texts("#notes li"))
                .contains("ApiCredentials is not audited: audit.entities.exclude."));
        assertThat(browser.one("#count").getText()).startsWith("No records");
    }

    @ParameterizedTest
    @CsvSource({"light,1200", "dark,1200", "light,360", "dark,360"})
    void everythingCanBeReadInLightAndDarkWideAndNarrow(String scheme, int width) throws Exception {
        browser.size(width, 900);
        browser.prefer(scheme);
        show("?from=2026-11-01T00:00:00Z");
        browser.until(() -> assertThat(browser.texts(RECORDS)).isNotEmpty());
        browser.picture(scheme + "-" + width);
        assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        assertThat(browser.run(FAINT)).isEqualTo(List.of());
        browser.prefer("light");
    }

    @Test
    void itCanBeUsedWithTheKeyboardAloneAndWhateverCanBeUsedHasAName() {
        show("?actor=eve");
        browser.until(() -> assertThat(browser.texts(RECORDS)).hasSize(1));
        WebElement body = browser.one("body");
        body.sendKeys(Keys.TAB);
        assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("Skip to the records");
        assertThat(browser.accessibilityTree()).allSatisfy(PageIT::assertNamed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "admin"})
    void othersSeeNothing(String user) {
        browser.logIn(user);
        show("");
        assertThat(browser.all("#filters")).isEmpty();
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("status of 403"));
        browser.logIn("auditor");
    }

    private static void assertNamed(Object node) {
        Map<?, ?> element = (Map<?, ?>) node;
        if (Set.of("link", "button", "textbox", "searchbox", "combobox", "DateTime", "DisclosureTriangle", "form")
                .contains(value(element.get("role")))) {
            assertThat(value(element.get("name"))).as(element.toString()).isNotEmpty();
        }
    }

    private static String value(@Nullable Object property) {
        return property instanceof Map<?, ?> map ? String.valueOf(map.get("value")) : "";
    }

    private void show(String query) {
        browser.go("http://127.0.0.1:" + sample.port("local.server.port") + "/actuator/audittrail" + query);
    }

    private void type(String field, String text) {
        browser.one("[name=" + field + "]").sendKeys(text);
    }

    /** The texts whose contrast with what is behind them is less than WCAG asks for. */
    private static final String FAINT = """
            const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
            const light = ([r, g, b]) => [r, g, b]
                .map((c) => c / 255)
                .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const behind = (e) => {
              const colour = channels(getComputedStyle(e).backgroundColor);
              return colour.length === 3 || colour[3] > 0 ? colour : e.parentElement ? behind(e.parentElement) : [255, 255, 255];
            };
            return [...document.body.querySelectorAll("*")]
                .filter((e) => e.checkVisibility() && !e.disabled)
                .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
                .filter((e) => {
                  const [a, b] = [light(channels(getComputedStyle(e).color)), light(behind(e))];
                  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
                })
                .map((e) => e.outerHTML.slice(0, 200));
            """;
}
