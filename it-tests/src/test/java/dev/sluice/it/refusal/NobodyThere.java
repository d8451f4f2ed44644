package dev.sluice.it.refusal;

import dev.sluice.it.fleet.FreePort;
import dev.sluice.it.release.Operator;
import dev.sluice.it.release.PlaybookText;
import java.io.IOException;
import java.nio.file.Path;

/** An operator whose only host listens nowhere: a command that asks a host ends with 4, so that any other code shows that none was asked. */
final class NobodyThere {
    private NobodyThere() {}

    static Operator operator(PlaybookText playbook, Path directory) throws IOException {
        return Operator.of("""
                inventory: 1
                name: prod
                defaults:
                  path: /srv/shop
                  ssh: { user: deploy, port: %d, key: endpoint.pem, known_hosts: known_hosts }
                groups:
                  web:
                    hosts: [{ name: web01, address: 127.0.0.1 }]
                """.formatted(FreePort.on("127.0.0.1")), playbook, directory);
    }
}
