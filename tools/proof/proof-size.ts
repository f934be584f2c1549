/** `ADMIT_ONE_PROOF=full` runs the proofs at the size of the night; otherwise at a size that a laptop does in minutes. */
export const IS_FULL = process.env['ADMIT_ONE_PROOF'] === 'full';
