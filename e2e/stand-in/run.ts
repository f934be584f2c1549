import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// node e2e/stand-in/run.ts out/main/main.js: runs the built main process on the stand-in for Electron.

const mainFile = path.resolve(process.argv[2] ?? 'out/main/main.js');
process.stderr.write(
  'This is a preview on a stand-in for Electron, to develop and test with. It is not for use at an event.\n',
);

const standIn = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === 'electron'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : nextResolve(specifier, context),
});
process.argv.splice(1, 2, mainFile);
await import(pathToFileURL(mainFile).href);
const { becomeReady } = await import('./electron.ts');
becomeReady();
