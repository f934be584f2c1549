/**
 * What a page of ours may load and run. Starts at nothing; each line says who needs it.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  // Our own bundles; `wasm-unsafe-eval` compiles the code reader and does not allow eval().
  "script-src 'self' 'wasm-unsafe-eval'",
  // The decoder.
  "worker-src 'self'",
  // The reader's .wasm and the sounds.
  "connect-src 'self'",
  "media-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The headers of every answer on our scheme, whatever it is. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;
