package dev.sluice.it.applications;

import dev.sluice.playbook.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Builds with an application's layout and without its code: front controller, configuration outside of the release, caches that its own commands
 * make, compiled assets. Pages show their release and {@code NAME} of the configuration.
 */
enum Skeleton {
    PLAIN(Application.PLAIN, "") {
        @Override
        Map<String, String> files(String label) {
            return Map.of("public/index.php", "<?php echo '" + label + "</html>';");
        }
    },
    SYMFONY(Application.SYMFONY, ".env.local") {
        @Override
        Map<String, String> files(String label) {
            return Map.of(
                    "public/index.php",
                    "<?php\n$cache = require dirname(__DIR__) . '/var/cache/prod/container.php';\n"
                            + "$env = parse_ini_file(dirname(__DIR__) . '/.env.local');\n"
                            + "echo '" + label + " ', $env['NAME'], ' ', basename(dirname($cache, 3)), '</html>';",
                    // The cache has the release's final path in it, as Symfony's container has.
                    "bin/console",
                    "<?php\n@mkdir('var/cache/prod', 0775, true);\nif (getenv('APP_ENV') !== 'prod') exit(1);\n"
                            + "file_put_contents('var/cache/prod/container.php',"
                            + " '<?php return ' . var_export(getcwd() . '/var/cache/prod', true) . ';');",
                    "public/assets/app-" + label + ".css",
                    "/* compiled */");
        }
    },
    LARAVEL(Application.LARAVEL, ".env") {
        @Override
        Map<String, String> files(String label) {
            return Map.of(
                    "public/index.php",
                    "<?php\n$config = require dirname(__DIR__) . '/bootstrap/cache/config.php';\n"
                            + "file_put_contents(dirname(__DIR__) . '/storage/logs/laravel.log', \"asked\\n\", FILE_APPEND)"
                            + " or http_response_code(500);\necho '" + label + " ', $config['name'], '</html>';",
                    "artisan",
                    "<?php\n$env = parse_ini_file('.env');\nif ($argv[1] === 'storage:link')"
                            + " { @symlink('../storage/app/public', 'public/storage'); }\nif ($argv[1] === 'config:cache')"
                            + " { file_put_contents('bootstrap/cache/config.php',"
                            + " '<?php return ' . var_export(['name' => $env['NAME']], true) . ';'); }",
                    "public/.htaccess",
                    """
                    RewriteEngine On
                    RewriteCond %{REQUEST_FILENAME} !-d
                    RewriteCond %{REQUEST_FILENAME} !-f
                    RewriteRule ^ index.php [L]
                    """,
                    "storage/logs/.gitignore",
                    "*",
                    "public/build/app-" + label + ".js",
                    "// compiled");
        }
    },
    WORDPRESS(Application.WORDPRESS, "wp-config.php") {
        @Override
        Map<String, String> files(String label) {
            return Map.of(
                    "index.php",
                    "<?php require __DIR__ . '/wp-load.php'; echo '" + label + " ', NAME, '</html>';",
                    "wp-load.php",
                    "<?php require_once __DIR__ . '/wp-config.php';",
                    "wp-login.php",
                    "<?php require __DIR__ . '/wp-load.php'; echo 'log in';",
                    "wp-content/themes/shop/style.css",
                    "/* theme */");
        }
    };

    private final Application application;
    private final String configuration;

    /** @param configuration the shared file that has to exist, or nothing */
    Skeleton(Application application, String configuration) {
        this.application = application;
        this.configuration = configuration;
    }

    abstract Map<String, String> files(String label);

    Application application() {
        return application;
    }

    /** Its configuration is a PHP file, which PHP keeps until it is refreshed. */
    boolean isConfiguredByPhp() {
        return this == WORDPRESS;
    }

    boolean hasConfiguration() {
        return !configuration.isEmpty();
    }

    Path build(Path builds, String label) throws IOException {
        var tree = builds.resolve(label);
        for (var file : files(label).entrySet()) {
            var path = tree.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return tree;
    }

    /** A build whose front controller fails. */
    Path broken(Path builds) throws IOException {
        var tree = build(builds, "broken");
        var front = tree.resolve(Files.exists(tree.resolve("public")) ? "public/index.php" : "index.php");
        Files.writeString(front, "<?php throw new RuntimeException('a defect');");
        return tree;
    }

    /** As the comment in its playbook describes it. */
    void prepare(Path shared, String name) throws IOException {
        Files.createDirectories(shared);
        if (hasConfiguration()) {
            Files.writeString(
                    shared.resolve(configuration),
                    isConfiguredByPhp() ? "<?php define('NAME', '" + name + "');\n" : "NAME=" + name + "\n");
        }
        if (this == LARAVEL) {
            Files.createDirectories(shared.resolve("storage/logs"));
            DebianTree.letPhpWrite(shared.resolve("storage"));
        }
    }
}
