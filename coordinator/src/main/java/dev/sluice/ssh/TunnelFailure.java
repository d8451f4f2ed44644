package dev.sluice.ssh;

import dev.sluice.host.HostException;
import dev.sluice.host.HostException.Kind;
import dev.sluice.host.ServiceAddress;
import dev.sluice.inventory.HostName;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;

/** Explains why a host opened no connection to one of its services, and what to do about it. */
record TunnelFailure(HostName host, ServiceAddress service) {
    HostException of(Exception failed, ClientSession session) {
        if (failed instanceof SshChannelOpenException refused) {
            return refused(refused);
        }
        if (failed instanceof TunnelStream.SilentException silent) {
            return none(Kind.UNREACHABLE, ConnectFailure.reason(silent), listening());
        }
        return none(
                Kind.LOST,
                session.isOpen() ? ConnectFailure.reason(failed) : Contact.whyEnded(session),
                "connect again");
    }

    private HostException refused(SshChannelOpenException refused) {
        var why = ConnectFailure.reason(refused);
        if (refused.getReasonCode() == SshConstants.SSH_OPEN_CONNECT_FAILED) {
            return none(Kind.UNREACHABLE, why, listening());
        }
        return new HostException(
                host, Kind.PROTOCOL, "sshd forwards no connection to " + service + ": " + why, allowing());
    }

    private HostException none(Kind kind, String why, String next) {
        return new HostException(host, kind, "no connection to " + service + " as seen from the host: " + why, next);
    }

    /** For sockets, sshd reports the same for every cause. */
    private String listening() {
        return isSocket()
                ? "check that PHP-FPM listens there (web.fastcgi in the inventory), that the SSH user may write to the"
                        + " socket (listen.group and listen.mode of the pool), and that sshd_config allows it"
                        + " (AllowStreamLocalForwarding local, no DisableForwarding)"
                : "check that something listens there, and web.url in the inventory";
    }

    private String allowing() {
        return isSocket()
                ? "allow it in sshd_config (AllowStreamLocalForwarding local, no DisableForwarding)"
                : "set web.via: exec in the inventory, which needs curl on the host; or allow it in sshd_config"
                        + " (AllowTcpForwarding local, PermitOpen) or in authorized_keys (permitopen)";
    }

    private boolean isSocket() {
        return service instanceof ServiceAddress.Unix;
    }
}
