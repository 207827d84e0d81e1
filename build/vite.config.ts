/** The page. Both hosts serve the same files and put a fresh nonce for every response where the placeholder stands. */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..');

export default defineConfig({
  root: resolve(root, 'renderer'),
  cacheDir: resolve(root, 'node_modules/.cache/vite-renderer'),
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: resolve(root, 'dist/renderer'),
    emptyOutDir: true,
    target: ['chrome140', 'firefox140', 'safari18'],
    // The policy allows files of the page's own origin and no `data:` source.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      input: {
        index: resolve(root, 'renderer/index.html'),
        customer: resolve(root, 'renderer/customer.html'),
      },
    },
  },
});
