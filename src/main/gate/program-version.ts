import packageFile from '../../../package.json' with { type: 'json' };

/** Goes into every line of the emergency log and every heartbeat. */
export const PROGRAM_VERSION: string = packageFile.version;
