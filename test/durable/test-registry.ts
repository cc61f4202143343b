/** A registry on a database of its own, on the run's PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { openRegistry, type Registry } from '@lianfang/registry';
import pg from 'pg';

export interface TestRegistry {
  readonly registry: Registry;
  readonly url: string;
  drop(): Promise<void>;
}

/** @param admin of a superuser; default: the PostgreSQL that the run shares */
export async function testRegistry(admin = process.env.LIANFANG_TEST_POSTGRES): Promise<TestRegistry> {
  if (!admin) throw new Error('Expected LIANFANG_TEST_POSTGRES to name a PostgreSQL.');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(admin, `create database ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  const registry = await openRegistry({ url: url.href });
  await registry.migrate();
  return {
    registry,
    url: url.href,
    async drop() {
      await registry.close();
      await run(admin, `drop database if exists ${name} with (force)`);
    },
  };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
