import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import electronLog from 'electron-log/node.js';
import type { LogFields, Logger } from './logger.ts';
import { redactFields, redactText } from './redact.ts';

/** Size at which the log file is put aside and a new one begun; one older file is kept. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;

/**
 * Opens this laptop's log: `logs/admit-one.log` under `folder`, one line an entry, and warnings on standard error where
 * `isConsole` says so (standard output belongs to the command).
 */
export function createLogger(options: {
  readonly folder: string;
  readonly isConsole: boolean;
  readonly module: string;
}): Logger {
  const log = electronLog.create({ logId: `admit-one-${options.module}` });
  const file = path.join(options.folder, 'logs', 'admit-one.log');
  closeToOthers(file);
  log.transports.file.resolvePathFn = () => file;
  log.transports.file.writeOptions = { flag: 'a', encoding: 'utf8', mode: 0o600 };
  log.transports.file.maxSize = MAX_FILE_BYTES;
  log.transports.file.format = '[{iso}] [{level}] {text}';
  log.transports.console.level = options.isConsole ? 'warn' : false;
  log.transports.console.writeFn = ({ message }) => {
    process.stderr.write(`${message.data.join(' ')}\n`);
  };
  return moduleLogger(log, options.module);
}

/** Other accounts of this laptop have no business in its log: not with the file to come, nor with one of an earlier version. */
function closeToOthers(file: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    chmodSync(path.dirname(file), 0o700);
    chmodSync(file, 0o600);
  } catch {
    // There is none yet, or the disk can't be written: the logger says so itself.
  }
}

function moduleLogger(log: ReturnType<typeof electronLog.create>, module: string): Logger {
  const write = (level: 'info' | 'warn' | 'error') => (sentence: string, fields?: LogFields) => {
    const shown = fields === undefined ? '' : ` ${JSON.stringify(redactFields(fields))}`;
    log[level](`(${module}) ${redactText(sentence)}${shown}`);
  };
  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    named: (name) => moduleLogger(log, name),
  };
}
