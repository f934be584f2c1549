import { describeError, originOf } from '#main/log/describe-error.ts';
import { GoneError } from './whole-file.ts';

/** Says to a person why files could not be written to `place`, and what to do. */
export function explainExportFailure(error: unknown, place: string): string {
  if (error instanceof GoneError) return gone(place);
  const { code } = originOf(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `There is no room left on ${place}: delete something there, or choose another place.`;
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return `${place} can’t be written to: it may be write-protected. Choose another place.`;
    case 'ENOTDIR':
      return `${place} is no folder: choose another place.`;
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
    case 'EIO':
    case 'ESTALE':
    case 'ENOTCONN':
      return gone(place);
    default:
      return `The files could not be written to ${place} (${code ?? describeError(error).message}).`;
  }
}

function gone(place: string): string {
  return `${place} is gone or broken: was the stick pulled out? Put it in again, or choose another place.`;
}
