// Creates and drops PostgreSQL databases with `psql`.

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Database {
  url: string;
  drop: () => Promise<void>;
}

// `server` is the URL of any database there, for a user that may create databases.
export async function createDatabase(server: string): Promise<Database> {
  const name = `errand_e2e_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = name;
  await execute(server, `CREATE DATABASE ${name}`);
  return { url: url.href, drop: () => execute(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function execute(server: string, statement: string): Promise<void> {
  await run('psql', [server, '--quiet', '--no-psqlrc', '--command', statement]);
}
