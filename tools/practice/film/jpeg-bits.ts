/** Collects bits, highest first, as JPEG wants them: a byte of ones is followed by an empty one. */
export function createBitWriter(): {
  readonly write: (value: number, length: number) => void;
  readonly finish: () => Uint8Array;
} {
  let bytes = new Uint8Array(1 << 16);
  let used = 0;
  let pending = 0;
  let pendingBits = 0;

  function put(byte: number): void {
    if (used + 2 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
    bytes[used] = byte;
    used += 1;
    if (byte !== 0xff) return;
    bytes[used] = 0;
    used += 1;
  }

  function write(value: number, length: number): void {
    // At most 7 bits wait and at most 16 come: 32 are enough.
    pending = (pending << length) | value;
    pendingBits += length;
    while (pendingBits >= 8) {
      pendingBits -= 8;
      put((pending >> pendingBits) & 0xff);
    }
    pending &= (1 << pendingBits) - 1;
  }

  return {
    write,
    finish() {
      // The last byte is filled up with ones.
      if (pendingBits > 0) write((1 << (8 - pendingBits)) - 1, 8 - pendingBits);
      return bytes.subarray(0, used);
    },
  };
}
