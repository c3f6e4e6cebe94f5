import type { Plugin } from "vite";
export function firstStyle(): Plugin;
