package dev.sluice.it.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What became of tests, from the XML files that Surefire and Failsafe leave in each module. */
record TestReports(Map<TestMethod, Result> results) {
    private static final List<String> DIRECTORIES = List.of("target/surefire-reports", "target/failsafe-reports");
    private static final Set<String> TROUBLE = Set.of("failure", "error");

    /** Of all runs of a test. */
    enum Result {
        PASSED,
        FAILED,
        NOT_RUN
    }

    TestReports {
        results = Map.copyOf(results);
    }

    /** @param project the directory of the modules */
    static TestReports below(Path project) {
        var results = new HashMap<TestMethod, Result>();
        try (var modules = Files.newDirectoryStream(project, Files::isDirectory)) {
            for (var module : modules) {
                for (var directory : DIRECTORIES) {
                    reports(module.resolve(directory)).forEach(report -> read(report, results));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for reports below " + project, e);
        }
        return new TestReports(results);
    }

    private static List<Path> reports(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList();
        }
    }

    private static void read(Path report, Map<TestMethod, Result> results) {
        try (var in = Files.newInputStream(report)) {
            var factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            var xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("testcase")) {
                    results.merge(method(xml), result(xml), TestReports::worse);
                }
            }
        } catch (IOException | XMLStreamException e) {
            throw new IllegalStateException(report + " is no report", e);
        }
    }

    /** A run of a parameterized test has its types and its number behind its name. */
    private static TestMethod method(XMLStreamReader xml) {
        var name = xml.getAttributeValue(null, "name").split("[(\\[{]", 2)[0];
        return new TestMethod(xml.getAttributeValue(null, "classname"), name);
    }

    private static Result result(XMLStreamReader xml) throws XMLStreamException {
        var result = Result.PASSED;
        while (xml.next() != XMLStreamConstants.END_ELEMENT
                || !xml.getLocalName().equals("testcase")) {
            if (xml.isStartElement() && TROUBLE.contains(xml.getLocalName())) {
                result = Result.FAILED;
            } else if (xml.isStartElement() && xml.getLocalName().equals("skipped")) {
                result = Result.NOT_RUN;
            }
        }
        return result;
    }

    private static Result worse(Result one, Result other) {
        return one == Result.FAILED || other == Result.PASSED ? one : other;
    }

    Result of(TestMethod test) {
        return results.getOrDefault(test, Result.NOT_RUN);
    }
}
