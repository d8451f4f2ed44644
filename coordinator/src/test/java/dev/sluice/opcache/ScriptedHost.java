package dev.sluice.opcache;

import dev.sluice.host.CommandResult;
import dev.sluice.host.HostCommand;
import dev.sluice.host.HostConnector;
import dev.sluice.host.HostException;
import dev.sluice.host.HostSession;
import dev.sluice.host.HostStream;
import dev.sluice.host.ServiceAddress;
import dev.sluice.inventory.Host;
import dev.sluice.inventory.HostName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A host that gives one answer to every script, or none. */
final class ScriptedHost implements HostConnector {
    final List<HostCommand> commands = new ArrayList<>();
    CommandResult answer = new CommandResult("", Map.of(), List.of(), "");
    boolean gone;

    /** A PHP-FPM master among its processes. */
    void master(int pid, String timeout) {
        var row = Map.of(
                "kind", "master", "pid", Integer.toString(pid), "config", "/etc/php-fpm.conf", "timeout", timeout);
        answer = new CommandResult("", Map.of("tools", "ps", "shell", "", "file_system", ""), List.of(row), "");
    }

    @Override
    public HostSession connect(Host host) throws HostException {
        if (gone) {
            throw new HostException(host.name(), HostException.Kind.UNREACHABLE, "cannot connect", "look there");
        }
        return new Session(host.name());
    }

    void goAway() {
        gone = true;
    }

    private final class Session implements HostSession {
        private final HostName host;

        private Session(HostName host) {
            this.host = host;
        }

        @Override
        public HostName host() {
            return host;
        }

        @Override
        public CommandResult run(HostCommand command) {
            commands.add(command);
            return answer;
        }

        @Override
        public HostStream open(ServiceAddress service) {
            throw new UnsupportedOperationException("no connection is opened");
        }

        @Override
        public void close() {
            commands.clear();
        }
    }
}
