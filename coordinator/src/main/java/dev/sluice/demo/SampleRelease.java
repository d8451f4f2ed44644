package dev.sluice.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Content of releases for {@link ShopSite}. */
enum SampleRelease {
    GOOD("ok"),
    BAD("fail: 500");

    /** Larger than what {@link Fault#DISK_FULL} leaves room for. */
    private static final int ASSET_LINES = 2_000;

    private final String health;

    SampleRelease(String health) {
        this.health = health;
    }

    /** Writes a release or an artifact, which is the same, into a directory that does not exist yet. */
    void writeTo(Path directory, String version) throws IOException {
        var docroot = Files.createDirectories(directory.resolve(ShopSite.DOCROOT));
        Files.writeString(directory.resolve("version"), version + "\n");
        Files.writeString(docroot.resolve("index.html"), page(version));
        Files.writeString(docroot.resolve("healthz"), health + "\n");
        var assets = Files.createDirectory(docroot.resolve("build"));
        Files.writeString(
                assets.resolve("shop.css"),
                ".version-%s { color: navy }\n".formatted(version).repeat(ASSET_LINES));
    }

    private static String page(String version) {
        return """
                <!doctype html>
                <html lang="en">
                <head><title>Shop</title><link rel="stylesheet" href="/build/shop.css"></head>
                <body><h1>Shop, version %s</h1><p>release {release}</p></body>
                </html>
                """.formatted(version);
    }
}
