package dev.sluice.it.fleet;

import dev.sluice.it.fleet.ServerProcess.Launch;
import dev.sluice.it.web.WebConnection;
import dev.sluice.it.web.WebTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Configures one host's three servers, which {@link ServerProcess#start()} then starts. */
final class HostServers {
    private final HostSystem system;
    private final ServerSettings settings;
    private final WebTarget web;
    private final String mark;

    HostServers(HostSystem system, ServerSettings settings, WebTarget web, Path fleet) {
        this.system = system;
        this.settings = settings;
        this.web = web;
        this.mark = fleet.toString();
    }

    ServerProcess sshd(HostKeys keys, Path authorizedKeys) throws IOException {
        String text = settings.sshd(keys, authorizedKeys.toString(), RunningProcesses.MARK + "=" + mark);
        String file = settings.directory().write("sshd_config", text).toString();
        // sshd starts itself anew for each connection and wants to be called by its whole path.
        List<String> command = List.of(system.program("sshd"), "-D", "-e", "-f", file);
        return server("sshd", command, marked(), this::sshdGreets);
    }

    ServerProcess nginx() throws IOException {
        String file = settings.directory().write("nginx.conf", settings.nginx()).toString();
        String prefix = settings.directory().root().toString();
        String log = log("nginx").toString();
        List<String> command =
                List.of(system.program("nginx"), "-p", prefix, "-c", file, "-e", log, "-g", "daemon off;");
        return server("nginx", command, marked(), this::webServerAnswers);
    }

    ServerProcess apache() throws IOException {
        var apache = new ApacheSettings(settings, system.apacheModules(), system.apachePhp());
        String file = settings.directory().write("apache.conf", apache.text()).toString();
        // With FOREGROUND it would end the whole process group that it was started in, and so the tests.
        List<String> command = List.of(system.program("apache2"), "-D", "NO_DETACH", "-f", file);
        return server("apache", command, phpSettings(), this::webServerAnswers);
    }

    /** @param socket where it listens */
    ServerProcess fpm(Path socket) throws IOException {
        String name = socket.getFileName().toString().replace(".sock", "");
        String file =
                settings.directory().write(name + ".conf", settings.fpm(socket)).toString();
        List<String> command = List.of(system.program("php-fpm"), "--nodaemonize", "--fpm-config", file);
        return server(name, command, phpSettings(), () -> accepts(socket));
    }

    /** Writes them, and returns the environment in which PHP reads them. */
    private Map<String, String> phpSettings() throws IOException {
        settings.directory().write("php.d/host.ini", settings.php());
        // A leading colon: first the distribution's conf.d, which loads OPcache, then ours.
        String scanned = ":" + settings.directory().phpScanDirectory();
        return Map.of(RunningProcesses.MARK, mark, "PHP_INI_SCAN_DIR", scanned);
    }

    private ServerProcess server(
            String server, List<String> command, Map<String, String> environment, Callable<Boolean> ready) {
        Path directory = settings.directory().root();
        return new ServerProcess(
                web.host() + " " + server,
                new Launch(system.starting(command), environment, directory, log(server), ready));
    }

    private Path log(String server) {
        return settings.directory().log(server);
    }

    private Map<String, String> marked() {
        return Map.of(RunningProcesses.MARK, mark);
    }

    private boolean sshdGreets() {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            web.address().getAddress(), settings.endpoint().sshPort()),
                    1000);
            socket.setSoTimeout(1000);
            return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean accepts(Path socket) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** nginx hands the question on to PHP; Apache answers it itself. */
    private boolean webServerAnswers() {
        try {
            return WebConnection.getOnce(web.withSite("ready"), "/ready").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
