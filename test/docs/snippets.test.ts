/**
 * What the READMEs and guides show is true: TypeScript is type-checked against the sources, parts of plans fit the plan language, and
 * commands exist.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Problem, parsePlan, parseRoster } from '@lianfang/engine';
import { messageOf } from '@lianfang/engine/codes';

const root = path.join(__dirname, '../..');
const folder = path.join(root, '.cache/snippets');
const pages = [
  'README.md',
  'README.zh-CN.md',
  'AGENTS.md',
  ...['docs'].flatMap((at) => readdirSync(path.join(root, at)).map((name) => `${at}/${name}`)),
  ...readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/README.md`),
].filter((page) => page.endsWith('.md'));
const textOf = (page: string) => readFileSync(path.join(root, page), 'utf8');

interface Snippet {
  readonly page: string;
  readonly line: number;
  readonly text: string;
}

function snippets(language: string): readonly Snippet[] {
  return pages.flatMap((page) => {
    const text = textOf(page);
    return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((found) => ({
      page,
      line: text.slice(0, found.index).split('\n').length + 1,
      text: found[1] ?? '',
    }));
  });
}

/** What a snippet may take as given, because the text around it says so. */
const given = `
declare global {
  const planText: string;
  const rosterText: string;
  const registry: import('@lianfang/registry').Registry;
  const client: import('@lianfang/client').LianfangClient;
  const campaign: import('@lianfang/engine').Campaign;
  const temporal: import('@temporalio/client').Client;
  const definition: import('@lianfang/engine').ActorDefinition;
  const message: import('@lianfang/engine/kernel').Message;
  const at: number;
  const later: number;
  const messageOf: typeof import('@lianfang/engine/codes').messageOf;
  function deliver(message: import('@lianfang/registry').OutboxMessage): 'sent' | 'unknown';
}
export {};
`;

describe('the pages', () => {
  test('show TypeScript that the sources accept', () => {
    const shown = snippets('ts');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'given.d.ts'), given);
    for (const { page, line, text } of shown) {
      const name = `${page.replaceAll(/[/.]/g, '-')}-${line}.ts`;
      writeFileSync(path.join(folder, name), `${text}\nexport {};\n`);
    }
    writeFileSync(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: '../../tsconfig.base.json',
        compilerOptions: { noUnusedLocals: false },
        include: ['.'],
      }),
    );

    expect(shown.length).toBeGreaterThan(8);
    expect(typeErrors()).toEqual('');
  });

  test('show parts of plans that fit the plan language', () => {
    const shown = snippets('yaml').filter(({ text }) => !text.startsWith('lianfang: roster/'));
    // A part of a plan lacks the others, and what its slots are filled with.
    const isLeftOut = ({ code, path: where }: Problem) =>
      code === 'slot.unfilled' || (code === 'plan.missing-key' && where.length === 1);
    const problems = shown.flatMap(({ page, line, text }) =>
      parsePlan(text)
        .problems.filter((problem) => !isLeftOut(problem))
        .map((problem) => `${page}:${line + (problem.line ?? 1) - 1}: ${messageOf(problem, 'en')}`),
    );

    expect(shown.length).toBeGreaterThan(5);
    expect(problems).toEqual([]);
  });

  test('show rosters that have nothing wrong', () => {
    const shown = snippets('yaml').filter(({ text }) => text.startsWith('lianfang: roster/'));

    expect(shown.length).toBeGreaterThan(0);
    for (const { text } of shown) expect(parseRoster(text).problems).toEqual([]);
  });

  test('name commands that exist', () => {
    const known = [...textOf('docs/reference/commands.md').matchAll(/^### `([^`]+)`/gm)].map(([, usage = '']) =>
      usage
        .split(' ')
        .filter((word) => !/^[<[]/.test(word))
        .join(' '),
    );
    const named = pages.flatMap((page) =>
      [...textOf(page).matchAll(/npm run (?:-s )?lianfang -- ([a-z-]+(?: [a-z-]+)?)/g)].map(([, words = '']) => ({
        page,
        words,
      })),
    );
    const exists = (words: string) =>
      words === 'help' || known.some((command) => words === command || words.startsWith(`${command} `));

    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ words }) => !exists(words) && !exists(words.split(' ')[0] ?? ''))).toEqual([]);
  });
});

function typeErrors(): string {
  try {
    execFileSync(path.join(root, 'node_modules/.bin/tsc'), ['--noEmit', '-p', folder], { cwd: root, encoding: 'utf8' });
    return '';
  } catch (error) {
    return (error as { stdout?: string }).stdout ?? String(error);
  }
}
