import { createCipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { LaptopKey } from './laptop-key.ts';
import { openSealed } from './search-keys.ts';
import type { SnapshotHolder } from './snapshot-types.ts';

/** What only the code itself opens. */
export type SealedDetails = { readonly holder: SnapshotHolder; readonly attentionNote: string | null };

/** What a code yields on this laptop: where its row is, and the key to what is sealed in it. */
export type CodeKeys = { readonly lookup: Buffer; readonly sealingKey: KeyObject };

const LOOKUP_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/**
 * HKDF-SHA-256 with the laptop's salt: the first bytes are the keyed digest that the row is found by, the others the key that
 * seals it. One does not tell anything of the other, and neither tells the code (RFC 5869, 3.2).
 */
export function codeKeys(laptopKey: LaptopKey, code: string): CodeKeys {
  const derived = Buffer.from(
    hkdfSync('sha256', code, laptopKey.codeSalt, 'admit-one code', LOOKUP_BYTES + KEY_BYTES),
  );
  return {
    lookup: derived.subarray(0, LOOKUP_BYTES),
    sealingKey: createSecretKey(derived.subarray(LOOKUP_BYTES)),
  };
}

/** Hands out random nonces. */
export type NonceSource = () => Buffer;

const NONCES_AT_A_TIME = 512;

/** Draws many nonces at once: one at a time they take a third of what sealing takes. Each is handed out once. */
export function createNonceSource(): NonceSource {
  let drawn = Buffer.alloc(0);
  let next = 0;
  return () => {
    if (next >= drawn.length) {
      drawn = randomBytes(NONCE_BYTES * NONCES_AT_A_TIME);
      next = 0;
    }
    next += NONCE_BYTES;
    return drawn.subarray(next - NONCE_BYTES, next);
  };
}

/** Seals with AES-256-GCM: nonce, bytes, tag. */
export function seal(key: KeyObject, plain: string, nonce: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = cipher.update(plain, 'utf8');
  cipher.final();
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
}

/** Opens what `seal` sealed; null when the key is another or the bytes are damaged. */
export function unseal(key: KeyObject, sealed: Uint8Array): string | null {
  const plain = openSealed(key, sealed.subarray(0, NONCE_BYTES), sealed.subarray(NONCE_BYTES));
  return plain === null ? null : plain.toString('utf8');
}

const KINDS = ['student', 'teacher', 'walk-in', 'guest'] as const;
export const holderKindSchema = z.enum(KINDS);
const detailsSchema = z.tuple([z.string().nullable(), holderKindSchema, z.string().nullable()]);

export function sealDetails(key: KeyObject, { holder, attentionNote }: SealedDetails, nonce: Buffer): Buffer {
  const plain = [holder.name, holder.kind, attentionNote] satisfies z.infer<typeof detailsSchema>;
  return seal(key, JSON.stringify(plain), nonce);
}

/** Null when it is not this code's row, or damaged. */
export function unsealDetails(key: KeyObject, sealed: Uint8Array): SealedDetails | null {
  const plain = unseal(key, sealed);
  if (plain === null) return null;
  const [name, kind, attentionNote] = detailsSchema.parse(JSON.parse(plain));
  return { holder: { name, kind }, attentionNote };
}
