import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  scrypt,
} from 'node:crypto';
import { z } from 'zod';

/**
 * The lead's key: names are sealed to its public half all night without a PIN; its private half is wrapped under the PIN.
 * The PIN is right when the key opens, and there is no other hash of it to attack.
 */

/** OWASP's first choice for scrypt: 128 MiB and about half a second a try, on a thread of its own. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1 } as const;
const BYTES_A_BLOCK = 128;

/** The wrapped key as it stands in a file. Nothing in it is secret but for who can guess the PIN. */
export const wrappedSearchKeySchema = z.strictObject({
  version: z.literal(1),
  /** X25519, SPKI, base64. */
  publicKey: z.base64(),
  /** Bounds keep a damaged file from asking for all of the memory. */
  scrypt: z.strictObject({
    N: z
      .int()
      .min(2 ** 15)
      .max(2 ** 20),
    r: z.int().min(8).max(16),
    p: z.int().min(1).max(4),
  }),
  salt: z.base64(),
  nonce: z.base64(),
  /** The private key (PKCS 8), AES-256-GCM with its tag at the end; the public key is authenticated with it. */
  sealed: z.base64(),
});
export type WrappedSearchKey = z.infer<typeof wrappedSearchKeySchema>;

/** The opened key: it reads names. Lives in memory only, while the lead's screen is unlocked. */
export type SearchKey = { readonly publicKey: string; readonly privateKey: KeyObject };

/** Makes a new pair, wrapped under `pin`. */
export async function createSearchKeys(
  pin: string,
): Promise<{ readonly wrapped: WrappedSearchKey; readonly searchKey: SearchKey }> {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const searchKey: SearchKey = {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey,
  };
  return { wrapped: await wrapSearchKey(searchKey, pin), searchKey };
}

/** Wraps an opened key under another PIN: what was sealed to it stays readable. */
export async function wrapSearchKey(searchKey: SearchKey, pin: string): Promise<WrappedSearchKey> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await stretch(pin, salt, SCRYPT), nonce);
  cipher.setAAD(Buffer.from(searchKey.publicKey));
  const secret = searchKey.privateKey.export({ type: 'pkcs8', format: 'der' });
  const sealed = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  return {
    version: 1,
    publicKey: searchKey.publicKey,
    scrypt: SCRYPT,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
  };
}

/** Opens a wrapped key. Null for a wrong PIN, and for a key that was tampered with: the two can't be told apart. */
export async function openSearchKey(wrapped: WrappedSearchKey, pin: string): Promise<SearchKey | null> {
  const key = await stretch(pin, Buffer.from(wrapped.salt, 'base64'), wrapped.scrypt);
  const secret = openSealed(
    key,
    Buffer.from(wrapped.nonce, 'base64'),
    Buffer.from(wrapped.sealed, 'base64'),
    Buffer.from(wrapped.publicKey),
  );
  if (secret === null) return null;
  return {
    publicKey: wrapped.publicKey,
    privateKey: createPrivateKey({ key: secret, type: 'pkcs8', format: 'der' }),
  };
}

/** A short name for a public key, to tell which rows are sealed to it. */
export function searchKeyId(publicKey: string): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

const SEAL_INFO = 'admit-one search batch 1';

/** Seals a batch's key to the public key: an ephemeral public key, then the sealed bytes. */
export function sealToSearchKey(publicKey: string, batchKey: Buffer): Buffer {
  const recipient = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
  const ephemeral = generateKeyPairSync('x25519');
  const shown = ephemeral.publicKey.export({ type: 'spki', format: 'der' });
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipient });
  // The key is used once, so a fixed nonce is never repeated under it.
  const cipher = createCipheriv('aes-256-gcm', agreedKey(shared, shown), Buffer.alloc(12));
  return Buffer.concat([shown, cipher.update(batchKey), cipher.final(), cipher.getAuthTag()]);
}

const SPKI_BYTES = 44;

/** Opens what `sealToSearchKey` sealed; null when it was sealed to another key or is damaged. */
export function openWithSearchKey(searchKey: SearchKey, sealed: Buffer): Buffer | null {
  const shown = sealed.subarray(0, SPKI_BYTES);
  try {
    const publicKey = createPublicKey({ key: shown, type: 'spki', format: 'der' });
    const shared = diffieHellman({ privateKey: searchKey.privateKey, publicKey });
    return openSealed(agreedKey(shared, shown), Buffer.alloc(12), sealed.subarray(SPKI_BYTES));
  } catch {
    return null;
  }
}

function agreedKey(shared: Buffer, ephemeral: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', shared, ephemeral, SEAL_INFO, 32));
}

const TAG_BYTES = 16;

/** Opens AES-256-GCM with the tag at the end; null when key or bytes are not the ones that were sealed. */
export function openSealed(
  key: Buffer | KeyObject,
  nonce: Uint8Array,
  sealed: Uint8Array,
  authenticated?: Uint8Array,
): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    if (authenticated !== undefined) decipher.setAAD(authenticated);
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

/** A PIN's key. Runs on libuv's threads: the scans go on meanwhile. */
function stretch(
  pin: string,
  salt: Buffer,
  cost: { readonly N: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  const maxmem = 2 * BYTES_A_BLOCK * cost.N * cost.r;
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, 32, { ...cost, maxmem }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
