import { createServer, connect, type Socket, type AddressInfo } from 'node:net';
import type { Condition } from './condition.ts';
import { openLane, type Lane } from './lane.ts';

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
  /** Sets the condition of the whole network, for every connection and all that is under way. */
  readonly change: (condition: Condition) => void;
  /** Cuts every connection there is now; new ones are taken. */
  readonly cutAll: () => void;
  /** How many times a fault other than `pass` was done. */
  faults: number;
  /** How often the direction of talk turned from server to client: round trips. */
  roundTrips: number;
  /** What the server has answered so far, in bytes. */
  readonly bytesAnswered: () => number;
  readonly close: () => Promise<void>;
};

/** Starts a proxy before the server at `host:port`. */
export async function startFaultProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  const lanes = new Set<Lane>();
  /** Connections that were made while nothing arrived: the server learns of them when something does. */
  const unheard = new Set<() => void>();
  const roadToServer = { freeAtMs: 0 };
  const roadToClient = { freeAtMs: 0 };
  let condition: Condition = { kind: 'clear' };
  let bytesAnswered = 0;
  const server = createServer((client) => {
    keep(client);
    if (condition.kind !== 'drop') return join(client);
    const callServer = (): void => join(client);
    unheard.add(callServer);
    // A database's client says nothing before it is greeted; reading is how we learn that it has gone.
    client.resume();
    client.on('close', () => unheard.delete(callServer));
  });
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
    change(next) {
      condition = next;
      roadToServer.freeAtMs = 0;
      roadToClient.freeAtMs = 0;
      if (next.kind !== 'drop') {
        const callers = [...unheard];
        unheard.clear();
        for (const callServer of callers) callServer();
      }
      for (const lane of lanes) lane.reconsider();
    },
    cutAll() {
      for (const socket of sockets) socket.destroy();
    },
    faults: 0,
    roundTrips: 0,
    bytesAnswered: () => bytesAnswered,
    async close() {
      proxy.cutAll();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  }

  function join(client: Socket): void {
    const upstream = connect(target);
    keep(upstream);
    const toServer = openLane({ condition: () => condition, road: roadToServer });
    const toClient = openLane({ condition: () => condition, road: roadToClient });
    lanes.add(toServer).add(toClient);
    let fault: Fault = 'pass';
    let isClientTalking = false;
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
      toServer.send(piece.length, () => {
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
      bytesAnswered += piece.length;
      if (fault !== 'pass') return;
      toClient.send(piece.length, () => {
        if (client.destroyed) return;
        if (condition.kind !== 'cut-replies') return void client.write(piece);
        proxy.faults += 1;
        client.write(piece.subarray(0, piece.length / 2), cut);
      });
    });
    client.on('close', () => {
      // A frozen network does not tell the server that the client is gone.
      if (fault !== 'freeze' && fault !== 'swallow-reply') toServer.send(0, () => upstream.end());
      lanes.delete(toClient);
    });
    upstream.on('close', () => {
      if (fault !== 'freeze' && fault !== 'swallow-reply') toClient.send(0, () => client.destroy());
      lanes.delete(toServer);
    });
  }

  return proxy;
}
