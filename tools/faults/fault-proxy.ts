import { createServer, connect, type Socket, type AddressInfo } from 'node:net';

/** What the proxy does to one connection from now on. */
export type Fault =
  /** Nothing. */
  | 'pass'
  /** The server gets what was sent; its answers are thrown away, and both sides believe that the other is there. */
  | 'swallow-reply'
  /** The server gets what was sent; then both sides are cut off. */
  | 'cut-after-sending'
  /** The server never gets it; both sides are cut off. */
  | 'cut-before-sending'
  /** Nothing passes in either direction any more, but nothing is closed: the server keeps its transaction and its locks. */
  | 'freeze';

/** A network that can be made to fail, between a gate and its server. */
export type FaultProxy = {
  readonly port: number;
  /** `url` with this proxy in the place of the server. */
  readonly through: (url: string) => string;
  /** Asked for every piece that a client sends; what it answers holds for that connection from then on. */
  onClientData: (text: string) => Fault;
  /** Delay in each direction, in milliseconds. */
  delayMs: number;
  /** How many times a fault other than `pass` was done. */
  faults: number;
  /** How often the direction of talk turned from server to client: round trips. */
  roundTrips: number;
  readonly close: () => Promise<void>;
};

/** Starts a proxy before the server at `host:port`. */
export async function startFaultProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => join(client));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  const proxy: FaultProxy = {
    port,
    through(url) {
      const changed = new URL(url);
      changed.hostname = '127.0.0.1';
      changed.port = String(port);
      return changed.href;
    },
    onClientData: () => 'pass',
    delayMs: 0,
    faults: 0,
    roundTrips: 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };

  function later(work: () => void): void {
    if (proxy.delayMs === 0) work();
    else setTimeout(work, proxy.delayMs);
  }

  function join(client: Socket): void {
    const upstream = connect(target);
    let fault: Fault = 'pass';
    let isClientTalking = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    const cut = (): void => {
      client.destroy();
      upstream.destroy();
    };
    client.on('data', (piece) => {
      if (!isClientTalking) proxy.roundTrips += 1;
      isClientTalking = true;
      if (fault === 'pass') {
        fault = proxy.onClientData(piece.toString('latin1'));
        if (fault !== 'pass') proxy.faults += 1;
      } else if (fault === 'swallow-reply') return;
      if (fault === 'freeze') return;
      if (fault === 'cut-before-sending') return cut();
      later(() => {
        if (upstream.destroyed) return;
        upstream.write(piece, () => {
          // Half-close, so that the server reads all of it before it learns that we are gone.
          if (fault === 'cut-after-sending') {
            client.destroy();
            upstream.end();
          }
        });
      });
    });
    upstream.on('data', (piece) => {
      isClientTalking = false;
      if (fault !== 'pass') return;
      later(() => {
        if (!client.destroyed) client.write(piece);
      });
    });
    client.on('close', () => {
      // A frozen network does not tell the server that the client is gone.
      if (fault !== 'freeze' && fault !== 'swallow-reply') later(() => upstream.end());
    });
    upstream.on('close', () => {
      if (fault !== 'freeze' && fault !== 'swallow-reply') later(() => client.destroy());
    });
  }

  return proxy;
}
