package io.audittrail.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser, without a window. Elements are named by CSS selectors. */
final class Browser implements AutoCloseable {

    private static final String MANDATORY = "AUDIT_BROWSER_TESTS";
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Without a browser the tests are skipped, aloud, or fail where the environment says that there has to be one. */
    static Browser open() {
        Optional<File> browser =
                BROWSERS.stream().flatMap(name -> executable(name).stream()).findFirst();
        Optional<File> service = executable("chromedriver");
        if (browser.isEmpty() || service.isEmpty()) {
            String missing = "The page is NOT tested: it takes chromium and chromedriver on the PATH.";
            assertThat(System.getenv(MANDATORY)).as(missing).isNotEqualTo("required");
            System.err.println(missing);
            Assumptions.abort(missing);
        }
        return new Browser(start(browser.orElseThrow(), service.orElseThrow()));
    }

    private static ChromeDriver start(File browser, File service) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser);
        options.addArguments(
                "--headless",
                "--no-sandbox", // it does not start for root otherwise
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=en");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(service)
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    private static Optional<File> executable(String name) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .map(directory -> new File(directory, name))
                .filter(File::canExecute)
                .findFirst();
    }

    /** Sends this user's password with each request from now on. */
    void logIn(String user) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Authorization", Api.basic(user))));
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    void prefer(String colorScheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
    }

    void go(String url) {
        driver.get(url);
    }

    void back() {
        driver.navigate().back();
    }

    String url() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** What stands in each of the elements, as somebody sees it. */
    List<String> texts(String selector) {
        return all(selector).stream().map(WebElement::getText).toList();
    }

    Object run(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(script, arguments), "the script returned nothing");
    }

    /** The names and roles of all that can be used, as a screen reader is told. */
    List<?> accessibilityTree() {
        return (List<?>) Objects.requireNonNull(driver.executeCdpCommand("Accessibility.getFullAXTree", Map.of())
                .get("nodes"));
    }

    /** What the browser complained of since it was asked last. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("/favicon.ico")) // which it wants for pages that are not ours
                .toList();
    }

    void until(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(assertion);
    }

    /** For whoever wants to look: below the module's target directory. */
    void picture(String name) throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "pictures"));
        Files.write(directory.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
