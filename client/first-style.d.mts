// What the configuration of the build sees of it.
import type { Plugin } from "vite";
export function firstStyle(): Plugin;
