package dev.sluice.web.page;

import com.github.mustachejava.DefaultMustacheFactory;
import java.io.StringWriter;

/** The templates of the screens. They escape every value. */
final class Templates {
    private static final String PLACE = "dev/sluice/web/page";

    private final DefaultMustacheFactory templates = new DefaultMustacheFactory(PLACE);

    /** A whole page, or only what is below {@code main}, which the script puts in the place of the old one. */
    enum Extent {
        PAGE(""),
        MAIN("-main");

        private final String suffix;

        Extent(String suffix) {
            this.suffix = suffix;
        }
    }

    /** @param name such as {@code fleet} */
    String render(String name, Extent extent, Object screen) {
        var text = new StringWriter();
        templates.compile(name + extent.suffix + ".mustache").execute(text, screen);
        return text.toString();
    }
}
