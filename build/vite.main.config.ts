/** Electron's main process: our own code in one file, what npm brings stays outside and is packaged as it is. */
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..');

export default defineConfig({
  root,
  publicDir: false,
  build: {
    ssr: 'electron/main/main.ts',
    target: 'node24',
    outDir: 'dist/main',
    emptyOutDir: false,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      external: ['electron'],
      output: { format: 'es', entryFileNames: 'main.js' },
    },
  },
});
