#!/usr/bin/env node
import { run } from './bootstrap.mjs';

await run('src/cli/admit-one.ts', process.argv.slice(2));
