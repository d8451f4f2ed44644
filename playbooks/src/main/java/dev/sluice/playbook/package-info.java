@NullMarked
package dev.sluice.playbook;

import org.jspecify.annotations.NullMarked;
