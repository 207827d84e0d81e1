/** The preload: one CommonJS file, as Electron's sandbox asks for, with the contract's names written into it. */
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { CHANNEL_NAMES } from '../shared/contract/index.ts';

const root = resolve(import.meta.dirname, '..');

export default defineConfig({
  root,
  publicDir: false,
  define: { __CHANNEL_NAMES__: JSON.stringify(CHANNEL_NAMES) },
  build: {
    outDir: 'dist/main',
    emptyOutDir: false,
    target: 'chrome140',
    minify: false,
    sourcemap: false,
    lib: { entry: 'electron/preload/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
});
