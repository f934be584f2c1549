import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';

/** A server that greets, then answers every piece with the same piece in brackets. */
describe('a network that can be made to fail', () => {
  let server: Server;
  let proxy: FaultProxy;
  let heard: string[];
  const clients: Socket[] = [];

  beforeEach(async () => {
    heard = [];
    server = createServer((socket) => {
      heard.push('hello');
      socket.write('hello');
      socket.on('error', () => undefined);
      socket.on('data', (piece) => {
        heard.push(piece.toString());
        socket.write(`[${piece.toString()}]`);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    proxy = await startFaultProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await proxy.close();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });

  function openClient(): {
    readonly socket: Socket;
    readonly got: () => string;
    readonly isCut: () => boolean;
  } {
    const socket = connect(proxy.port, '127.0.0.1');
    clients.push(socket);
    let got = '';
    let isCut = false;
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      got += piece.toString();
    });
    socket.on('close', () => {
      isCut = true;
    });
    return { socket, got: () => got, isCut: () => isCut };
  }

  test('passes everything while it is clear', async () => {
    const client = openClient();
    await expect.poll(client.got).toBe('hello');
    client.socket.write('one');
    await expect.poll(client.got).toBe('hello[one]');
    expect(proxy.bytesAnswered()).toBe('hello[one]'.length);
  });

  test('that drops everything hands over later what was sent meanwhile, even by somebody who has gone', async () => {
    const client = openClient();
    await expect.poll(client.got).toBe('hello');
    proxy.change({ kind: 'drop' });
    client.socket.write('commit');
    client.socket.end();
    const other = openClient();
    await new Promise((resolve) => {
      other.socket.on('connect', resolve);
    });
    expect(heard).toEqual(['hello']);
    proxy.change({ kind: 'clear' });
    await expect.poll(() => heard).toContain('commit');
    await expect.poll(other.got).toBe('hello');
  });

  test('that drops everything never tells the server of a connection that was given up meanwhile', async () => {
    proxy.change({ kind: 'drop' });
    const impatient = openClient();
    await new Promise((resolve) => {
      impatient.socket.on('connect', resolve);
    });
    impatient.socket.end();
    await expect.poll(impatient.isCut).toBe(true);
    proxy.change({ kind: 'clear' });
    const patient = openClient();
    await expect.poll(patient.got).toBe('hello');
    expect(heard).toEqual(['hello']);
  });

  test('that cuts replies lets the server do its work and half of the answer through', async () => {
    const client = openClient();
    await expect.poll(client.got).toBe('hello');
    proxy.change({ kind: 'cut-replies' });
    client.socket.write('commit');
    await expect.poll(client.isCut).toBe(true);
    expect(heard).toEqual(['hello', 'commit']);
    expect(client.got()).toBe('hello[com');
    expect(proxy.faults).toBe(1);
  });

  test('can be cut as a whole, and takes new connections after that', async () => {
    const client = openClient();
    await expect.poll(client.got).toBe('hello');
    proxy.cutAll();
    await expect.poll(client.isCut).toBe(true);
    await expect.poll(openClient().got).toBe('hello');
  });
});
