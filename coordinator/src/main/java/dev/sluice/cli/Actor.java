package dev.sluice.cli;

import dev.sluice.document.HarmlessText;
import dev.sluice.document.LocalUser;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who asks, for the record: the person, the build, and the account, machine and process. A build server's variables count where
 * {@code SLUICE_ACTOR} is not set: those of Jenkins (with its plugin build-user-vars), GitLab and GitHub. They are a claim of whoever starts Sluice.
 */
record Actor(Map<String, String> environment) {
    private static final int MOST = 80;
    private static final List<String> PERSON = List.of(
            "SLUICE_ACTOR",
            "BUILD_USER_ID",
            "BUILD_USER",
            "GITLAB_USER_LOGIN",
            "GITHUB_TRIGGERING_ACTOR",
            "GITHUB_ACTOR");
    private static final List<String> BUILD = List.of("BUILD_TAG", "CI_JOB_URL", "GITHUB_RUN_ID");

    Actor {
        environment = Map.copyOf(environment);
    }

    /** Such as {@code alice, jenkins-shop-12, deploy@ci01 pid 4711}. */
    String ofThisProcess() {
        var process = LocalUser.name() + "@" + machine() + " pid "
                + ProcessHandle.current().pid();
        return Stream.of(first(PERSON), first(BUILD), Optional.of(process))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private Optional<String> first(List<String> variables) {
        return variables.stream()
                .map(environment::get)
                .filter(Objects::nonNull)
                .map(value -> HarmlessText.line(value, MOST).strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
