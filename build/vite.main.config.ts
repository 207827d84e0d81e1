/**
 * Electron's main process: our own files one by one, so that a file that reads its neighbour still finds it, and those
 * neighbours (the sample city's tables) beside them. What npm brings stays outside and is packaged as it is.
 */
import { cpSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const root = resolve(import.meta.dirname, '..');
const out = resolve(root, 'dist/main');

/** Sources, notes and JSON are compiled, not read at run time; folders have no extension. */
const COMPILED = ['.ts', '.json', '.md'];

const copyNeighbours: Plugin = {
  name: 'copy-neighbours',
  writeBundle() {
    cpSync(resolve(root, 'electron'), resolve(out, 'electron'), {
      recursive: true,
      filter: (source) => !COMPILED.includes(extname(source)),
    });
  },
};

/** Programs of threads: nothing imports them, so the bundler has to be told, and they are started by their built name. */
const THREADS = ['electron/persistence/verify/verify-worker.ts'];

const startBuiltThreads: Plugin = {
  name: 'start-built-threads',
  transform: (code) =>
    code.includes('new Worker(')
      ? code.replace(
          /new URL\((['"])(\.\/[\w-]+)\.ts\1, import\.meta\.url\)/g,
          'new URL($1$2.js$1, import.meta.url)',
        )
      : undefined,
};

export default defineConfig({
  root,
  publicDir: false,
  plugins: [copyNeighbours, startBuiltThreads],
  build: {
    ssr: true,
    target: 'node24',
    outDir: out,
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: ['electron/main/main.ts', ...THREADS],
      external: ['electron'],
      output: {
        format: 'es',
        preserveModules: true,
        preserveModulesRoot: root,
        entryFileNames: '[name].js',
      },
    },
  },
});
