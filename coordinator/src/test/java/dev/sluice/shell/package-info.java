/** Tests of tasks on this machine, with real processes. They open no port. */
@NullMarked
package dev.sluice.shell;

import org.jspecify.annotations.NullMarked;
