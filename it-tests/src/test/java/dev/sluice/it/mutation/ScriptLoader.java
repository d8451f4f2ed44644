package dev.sluice.it.mutation;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Loads Sluice's classes anew, with other host scripts than the product's. */
final class ScriptLoader extends URLClassLoader {
    private static final String OURS = "dev.sluice.";
    private static final String THIS_PACKAGE = ScriptLoader.class.getPackageName();

    private ScriptLoader(URL[] places) {
        super(places, ScriptLoader.class.getClassLoader());
    }

    /** @param scripts a directory with the scripts that take the place of the product's; those that it has not are the product's */
    static ScriptLoader of(Path scripts) throws MalformedURLException {
        var places = new ArrayList<URL>();
        places.add(scripts.toUri().toURL());
        for (var place : classPath()) {
            places.add(place.toUri().toURL());
        }
        return new ScriptLoader(places.toArray(URL[]::new));
    }

    /** This process's own. */
    static List<Path> classPath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of)
                .toList();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(THIS_PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        var ours = findResource(name);
        return ours == null ? super.getResource(name) : ours;
    }
}
