package dev.sluice.web.page;

/** In the place of a screen that does not exist, or cannot be shown. */
record MessageScreen(Frame frame, String title, String text) {}
