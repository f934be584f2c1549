import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = path.resolve(import.meta.dirname, '..');
const OXLINT = path.join(ROOT, 'node_modules/oxlint/bin/oxlint');

const reportSchema = z.object({ diagnostics: z.array(z.object({ code: z.string(), message: z.string() })) });

/** The linter must see the rules of the house: a rule that nobody can break by mistake is one that was tried. */
describe('the house’s rules', () => {
  let house: string;
  beforeEach(() => {
    house = mkdtempSync(path.join(os.tmpdir(), 'admit-one-house-'));
    cpSync(path.join(ROOT, '.oxlintrc.json'), path.join(house, '.oxlintrc.json'));
  });
  afterEach(() => rmSync(house, { recursive: true }));

  /** How many imports of `file` the linter refuses. */
  function refusals(file: string, line: string): number {
    mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
    writeFileSync(path.join(house, file), `${line}\nexport const used = thing;\n`);
    const args = [OXLINT, '--format=json', '--disable-nested-config', '--allow=import/default', '.'];
    let output: string;
    try {
      output = execFileSync(process.execPath, args, {
        cwd: house,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    } catch (error) {
      output = String((error as { stdout?: unknown }).stdout);
    }
    return reportSchema
      .parse(JSON.parse(output))
      .diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).length;
  }

  test.each([
    ['src/shared/probe.ts', "import { thing } from 'mysql2';"],
    ['src/shared/probe.ts', "import { thing } from '#main/gate/gate.ts';"],
    ['src/shared/probe.ts', "import { thing } from '../main/gate/gate.ts';"],
    ['src/renderer/probe.ts', "import { thing } from '#main/gate/gate.ts';"],
    ['src/renderer/probe.ts', "import { thing } from 'electron';"],
    ['src/renderer/features/scan/probe.ts', "import { thing } from '../../../main/gate/gate.ts';"],
    ['src/preload/probe.ts', "import { thing } from '#main/gate/gate.ts';"],
    ['src/main/gate/probe.ts', "import { app as thing } from 'electron';"],
    ['src/main/database/probe.ts', "import { app as thing } from 'electron';"],
    ['src/main/gate/probe.ts', "import { thing } from '../../renderer/app.tsx';"],
    ['src/main/gate/probe.ts', "import { thing } from '../../cli/context.ts';"],
    ['src/main/admission/probe.ts', "import { thing } from '#main/gate/gate.ts';"],
    ['src/main/admission/probe.ts', "import { thing } from '../emergency/log-file.ts';"],
    ['src/main/emergency/probe.ts', "import { thing } from '#main/admission/decide.ts';"],
    ['src/main/rehearsal/probe.ts', "import { thing } from '#main/gate/gate.ts';"],
    ['src/cli/probe.ts', "import { thing } from '../renderer/app.tsx';"],
    ['src/cli/commands/probe.ts', "import { app as thing } from 'electron';"],
  ])('%s may not say: %s', (file, line) => {
    expect(refusals(file, line)).toBeGreaterThan(0);
  });

  test.each([
    ['src/shared/probe.ts', "import { z as thing } from 'zod';"],
    ['src/shared/probe.ts', "import { thing } from './verdict.ts';"],
    ['src/shared/ipc/probe.ts', "import { thing } from '../verdict.ts';"],
    ['src/renderer/probe.ts', "import { thing } from '#shared/verdict.ts';"],
    ['src/main/electron/probe.ts', "import { app as thing } from 'electron';"],
    ['src/main/gate/probe.ts', "import { thing } from '#main/admission/decide.ts';"],
    ['src/cli/probe.ts', "import { thing } from '#main/gate/gate.ts';"],
  ])('%s may say: %s', (file, line) => {
    expect(refusals(file, line)).toBe(0);
  });
});
