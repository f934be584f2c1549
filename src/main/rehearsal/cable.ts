import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * The cable between the gates and their server, which can be pulled. While it is out nothing arrives and nobody is told; what was sent
 * meanwhile arrives when it is back, as packets do that the operating system sends again.
 */
export type Cable = {
  /** `url` by way of this cable. */
  readonly through: (url: string) => string;
  readonly pull: () => void;
  readonly plugIn: () => void;
  /** Cuts whatever goes over it, and closes. */
  readonly close: () => Promise<void>;
};

/** Lays one to the server of `url`, plugged in. */
export async function layCable(target: { readonly host: string; readonly port: number }): Promise<Cable> {
  /** Every socket there is, until it is closed itself: whoever is forgotten would keep the cable from closing. */
  const sockets = new Set<Socket>();
  const pairs = new Set<readonly [Socket, Socket]>();
  /** Whoever called while the cable was out: the server learns of them when it is back, unless they have hung up. */
  const callers = new Set<Socket>();
  /** What one end is to learn of the other when the cable is back. */
  let news: (() => void)[] = [];
  let isPulled = false;

  const server = createServer((gate) => {
    keep(gate);
    if (!isPulled) return join(gate);
    callers.add(gate);
    gate.on('close', () => callers.delete(gate));
    // A database's client says nothing before it is greeted; reading is how its hanging up is noticed. Half a greeting would count
    // at the server against the whole host.
    gate.resume();
  });

  function join(gate: Socket): void {
    const upstream = connect(target);
    keep(upstream);
    const pair = [gate, upstream] as const;
    pairs.add(pair);
    gate.on('close', () => {
      pairs.delete(pair);
      // Not destroyed: what the gate sent last may be a COMMIT, and is on its way.
      tell(() => hangUp(upstream));
    });
    upstream.on('close', () => {
      pairs.delete(pair);
      tell(() => hangUp(gate));
    });
    gate.pipe(upstream);
    upstream.pipe(gate);
  }

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.setNoDelay(true);
  }

  function tell(what: () => void): void {
    if (isPulled) news.push(what);
    else what();
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    through(url) {
      const changed = new URL(url);
      changed.hostname = '127.0.0.1';
      changed.port = String(port);
      return changed.href;
    },
    pull() {
      isPulled = true;
      for (const [gate, upstream] of pairs) {
        gate.unpipe(upstream).pause();
        upstream.unpipe(gate).pause();
      }
    },
    plugIn() {
      isPulled = false;
      for (const [gate, upstream] of pairs) {
        gate.pipe(upstream);
        upstream.pipe(gate);
      }
      const waiting = [...callers];
      callers.clear();
      for (const gate of waiting) join(gate);
      const told = news;
      news = [];
      for (const what of told) what();
    },
    async close() {
      isPulled = false;
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** Nobody reads it any more, and only who reads notices the other's goodbye. */
function hangUp(socket: Socket): void {
  socket.end();
  socket.resume();
}
