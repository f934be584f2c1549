import { readFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

import { fontPackageFiles } from './src/main/emergency/export/font-packages.ts';

/** Puts the fonts of the printed lists beside the main process. */
const listFonts = {
  name: 'list-fonts',
  generateBundle(this: { emitFile: (file: { type: 'asset'; fileName: string; source: Buffer }) => void }) {
    for (const file of fontPackageFiles()) {
      this.emitFile({ type: 'asset', fileName: `fonts/${path.basename(file)}`, source: readFileSync(file) });
    }
  },
};

// Everything but Electron itself is bundled, so that the package holds no node_modules: what main.js needs is beside it.
export default defineConfig({
  main: {
    plugins: [listFonts],
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rollupOptions: { input: { main: 'src/main/main.ts' } },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: 'src/preload/preload.ts' },
        // A sandboxed preload is one CommonJS file; the package is ESM, hence the ending.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: 'out/renderer',
      // Our content security policy has no data: URLs; and the reader's wasm stays a file of its own.
      assetsInlineLimit: 0,
      rollupOptions: {
        input: { index: 'src/renderer/index.html', 'control-room': 'src/renderer/control-room.html' },
      },
    },
  },
});
