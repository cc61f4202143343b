import { describe, expect, test } from '@jest/globals';
import { commandList, commandNames } from '@lianfang/client';
import { Command } from '@lianfang/engine/kernel';

const kinds = Command.options.map((option) => option.shape.kind.value);

describe('the list of user commands', () => {
  test('has exactly one command for each kind that the kernel takes', () => {
    expect(commandNames.map((name) => commandList[name].kind).sort()).toEqual([...kinds].sort());
  });

  test.each(commandNames)('shows for %s an example that its own schema accepts', (name) => {
    const { input, example } = commandList[name];

    expect(input.safeParse(example)).toMatchObject({ success: true });
  });

  test.each(commandNames)('refuses unknown fields of %s', (name) => {
    const { input, example } = commandList[name];

    expect(input.safeParse({ ...example, surplus: 1 }).success).toBe(false);
  });

  test.each(commandNames)('has a Chinese and an English summary for %s', (name) => {
    expect(commandList[name].summary.zh).toMatch(/\p{Script=Han}/u);
    expect(commandList[name].summary.en).toMatch(/[a-z]/);
  });
});
