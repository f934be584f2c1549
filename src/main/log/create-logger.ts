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
  log.transports.file.resolvePathFn = () => path.join(options.folder, 'logs', 'admit-one.log');
  log.transports.file.maxSize = MAX_FILE_BYTES;
  log.transports.file.format = '[{iso}] [{level}] {text}';
  log.transports.console.level = options.isConsole ? 'warn' : false;
  log.transports.console.writeFn = ({ message }) => {
    process.stderr.write(`${message.data.join(' ')}\n`);
  };
  return moduleLogger(log, options.module);
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
