package dev.sluice.it.bench;

import dev.sluice.it.fleet.SshHosts.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A play that synchronizes the tree into a new directory on each host, batch by batch, and replaces a link.
 *
 * @param program ansible-playbook
 * @param serial hosts of a batch
 */
record AnsiblePlay(BenchFleet fleet, String program, int serial) implements Side {
    static AnsiblePlay of(BenchFleet fleet, int serial) {
        var program = Programs.required("ansible-playbook", "ansible");
        Programs.required("rsync", "rsync");
        var play = new AnsiblePlay(fleet, program, serial);
        play.write("inventory.ini", play.inventory());
        play.write("play.yml", play.text());
        return play;
    }

    @Override
    public String name() {
        return "ansible";
    }

    @Override
    public String does() {
        return "`ansible-playbook` from its start to its end: `ansible.posix.synchronize` with `link_dest`, `file: state=link`; `serial: "
                + serial + "`, no facts, nothing removed";
    }

    /** The upload before stays, because the next one is laid over it. */
    @Override
    public void prepare(int number) {
        fleet.hosts().forEach(host -> {
            BenchFleet.create(uploads(host));
            BenchFleet.remove(uploads(host).resolve(Integer.toString(number - 2)));
        });
    }

    @Override
    public Duration run(int number) {
        var directory = directory();
        var environment = Map.of(
                "ANSIBLE_HOME", directory.resolve("home").toString(),
                "ANSIBLE_LOCAL_TEMP", directory.resolve("home/tmp").toString(),
                "ANSIBLE_SSH_CONTROL_PATH_DIR", directory.resolve("cp").toString(),
                "ANSIBLE_NOCOLOR", "1",
                "LC_ALL", "C.UTF-8");
        return new Programs(directory, environment)
                .run(List.of(List.of(
                        program,
                        "-i",
                        "inventory.ini",
                        "-e",
                        "release=" + number + " previous=" + (number - 1),
                        "play.yml")));
    }

    private String inventory() {
        var ssh = fleet.ssh();
        return fleet.hosts().stream()
                        .map(host ->
                                "%s ansible_host=%s uploads=%s".formatted(host.name(), host.address(), uploads(host)))
                        .collect(Collectors.joining("\n"))
                + """

                [all:vars]
                ansible_port=%d
                ansible_user=%s
                ansible_ssh_private_key_file=%s
                ansible_python_interpreter=/usr/bin/python3
                ansible_ssh_common_args='-F none -o UserKnownHostsFile=%s'
                """.formatted(ssh.port(), ssh.user(), ssh.clientKey(), ssh.knownHosts());
    }

    private String text() {
        return """
                - hosts: all
                  gather_facts: false
                  serial: %d
                  tasks:
                    - ansible.posix.synchronize:
                        src: %s/
                        dest: "{{ uploads }}/{{ release }}/"
                        link_dest: ["{{ uploads }}/{{ previous }}"]
                        use_ssh_args: true
                    - ansible.builtin.file:
                        src: "{{ uploads }}/{{ release }}"
                        dest: "{{ uploads }}/current"
                        state: link
                """.formatted(serial, fleet.tree().root());
    }

    private void write(String file, String text) {
        try {
            Files.writeString(directory().resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private Path directory() {
        return fleet.work("ansible");
    }

    private static Path uploads(Host host) {
        return host.directory().resolve("ansible");
    }
}
