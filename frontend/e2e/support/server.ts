// The server of one test file: the built binary in its own folder, on SQLite, or on its own
// database on the PostgreSQL at TEST_DATABASE_URL. It can be served under a path, and be stopped, killed
// and restarted with its data.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createDatabase, type Database } from './postgres';

const binary = resolve(process.env['ERRAND_BINARY'] ?? '../target/debug/errand');

export type Settings = Record<string, string>;

// All test accounts share one address, and hashing need not be slow here. A busy machine may be slow.
const lenient: Settings = {
  ERRAND__SERVER__REQUEST_TIMEOUT_MS: '60000',
  ERRAND__DATABASE__ACQUIRE_TIMEOUT_MS: '30000',
  ERRAND__AUTH__HASHING__COST: '10',
  ...Object.fromEntries(
    ['LOGIN', 'SIGNUP', 'REFRESH', 'CONFIRMATION', 'PASSWORD', 'RESET', 'MAIL', 'REQUESTS'].map(
      (limit) => [`ERRAND__AUTH__THROTTLING__${limit}__BURST`, '0'],
    ),
  ),
};

export class Server {
  readonly url: string;
  readonly folder: string;
  readonly #settings: Settings;
  readonly #database: Database | null;
  #process: ChildProcess | null = null;

  private constructor(url: string, folder: string, settings: Settings, database: Database | null) {
    this.url = url;
    this.folder = folder;
    this.#settings = settings;
    this.#database = database;
  }

  // `path` is empty or such as `/errand`.
  static async start(settings: Settings = {}, path = ''): Promise<Server> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}${path}`;
    const folder = await mkdtemp(join(tmpdir(), 'errand-e2e-'));
    const postgres = process.env['TEST_DATABASE_URL'] ?? '';
    const database = postgres === '' ? null : await createDatabase(postgres);
    const all: Settings = {
      ...lenient,
      ...settings,
      PORT: String(port),
      ERRAND__SERVER__PUBLIC_URL: url,
      ...(database && { DATABASE_URL: database.url }),
    };
    const server = new Server(url, folder, all, database);
    await server.start();
    return server;
  }

  // Starts on the same port and data, and waits until the server is ready.
  async start(): Promise<void> {
    const child = spawn(binary, {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], ...this.#settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    process.on('exit', () => child.kill('SIGKILL'));
    let said = '';
    await new Promise<void>((ready, failed) => {
      const listen = (text: Buffer) => {
        said += text.toString();
        if (said.includes('Errand is ready.')) ready();
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('error', failed);
      child.once('exit', () => failed(new Error(`the server ended: ${said}`)));
    });
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    await this.#database?.drop();
    await rm(this.folder, { recursive: true });
  }
}

// A free port below the range used for outgoing connections, one of which could otherwise take it
// while the server is stopped.
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((found) => {
    const server = createServer();
    server.once('error', () => found(false));
    server.listen(port, '127.0.0.1', () => server.close(() => found(true)));
  });
}
