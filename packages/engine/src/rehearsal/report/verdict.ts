/**
 * Ready to launch or not, and why. Only what would keep the campaign from its end blocks: work that nobody finishes, work that reaches
 * nobody, our own mistakes. What falls badly is shown for people to judge. Each reason says what would have to change.
 */
import type { Findings, Reason, Verdict, Words } from './findings.ts';

type Found = Omit<Findings, 'verdict'>;

export function verdictOf(found: Found): Verdict {
  const reasons = [...blocking(found), ...cautions(found), ...notes(found)].filter(({ count }) => count > 0);
  return { ready: reasons.every(({ weight }) => weight !== 'blocks'), reasons };
}

function blocking(found: Found): Reason[] {
  const { unfinished, roles, timeline } = found;
  const open = unfinished.filter(({ place }) => place === 'open');
  const waiting = unfinished.filter(({ place }) => place === 'waiting');
  const examples = (list: typeof unfinished) => listOf(list.map(({ name, stepName }) => `${name}“${stepName}”`));
  const nobody = roles.stuck.filter(({ taken }) => !taken);
  const loose = found.counts.openTasks ?? 0;
  const held = open.reduce((sum, { tasks }) => sum + tasks.length, 0);
  const never = timeline.layers.flatMap(({ layer, steps }) =>
    layer === 'case' ? [] : steps.filter((step) => step.opened === 0 && step.leftOut === 0 && step.unfinished === 0),
  );
  return [
    reason(
      'blocks',
      'unfinished.open',
      open.length,
      {
        zh: `${open.length} 处工作到预演结束还开着，没有人办完：${examples(open).zh}`,
        en: `${open.length} steps were still open at the end, done by nobody: ${examples(open).en}`,
      },
      {
        zh: '给它一个会办的人、一个出口或一个期限；若本来就长期开着，请在方案里写明何时算完。',
        en: 'Give each somebody who does it, a way out or a due; if it is meant to stay open, let the plan say when it is done.',
      },
    ),
    reason(
      'blocks',
      'unfinished.waiting',
      waiting.length,
      {
        zh: `${waiting.length} 处工作一直没有开始：${examples(waiting).zh}`,
        en: `${waiting.length} steps never began: ${examples(waiting).en}`,
      },
      {
        zh: '先解决它所等的前一项，或改方案中的先后次序（after）。',
        en: 'Mend what they wait for first, or change the order (after) in the plan.',
      },
    ),
    reason(
      'blocks',
      'tasks.open',
      loose - held,
      {
        zh: `另有 ${loose - held} 件待办到预演结束还没有关闭。`,
        en: `${loose - held} other tasks were not closed at the end.`,
      },
      { zh: '查看这些待办由谁办理。', en: 'See who is to do them.' },
    ),
    reason(
      'blocks',
      'steps.never',
      never.length,
      {
        zh: `${never.length} 个步骤在任何地方都没有发生：${listOf(never.map(({ name }) => `“${name}”`)).zh}`,
        en: `${never.length} steps happened nowhere: ${listOf(never.map(({ name }) => `'${name}'`)).en}`,
      },
      {
        zh: '该层级没有节点，或条件从不成立；请补花名册或改方案。',
        en: 'Their layer has no places, or their condition never holds; complete the roster or change the plan.',
      },
    ),
    reason(
      'blocks',
      'roles.nobody',
      nobody.length,
      {
        zh: `${nobody.length} 件待办到时无人，办公室也没有人接：${listOf(nobody.map(({ name, stepName }) => `${name}“${stepName}”`)).zh}`,
        en: `${nobody.length} tasks came to nobody, not even in the office: ${listOf(nobody.map(({ name, stepName }) => `${name}“${stepName}”`)).en}`,
      },
      {
        zh: '在花名册中补上任职、代理或办公室成员。',
        en: 'Add appointments, substitutes or members of the office to the roster.',
      },
    ),
    reason(
      'blocks',
      'incidents',
      found.incidents,
      {
        zh: `内部差错 ${found.incidents} 起；这是软件的问题。`,
        en: `${found.incidents} incidents: mistakes of the software.`,
      },
      { zh: '请把方案和花名册交给开发人员。', en: 'Hand plan and roster to the developers.' },
    ),
  ];
}

function cautions(found: Found): Reason[] {
  const { roles, dues, refused, reminders, paths } = found;
  const failures = roles.roles.flatMap(({ name, failures: list }) => list.map((one) => `${one.name}${name}`));
  const bad = (kind: (typeof dues.bad)[number]['kind']) => dues.bad.filter((one) => one.kind === kind);
  const tasks = (list: typeof dues.bad) => list.reduce((sum, one) => sum + one.tasks, 0);
  const daysOf = (list: typeof dues.bad) => listOf([...new Set(list.map(({ day }) => day))]);
  const peopleOf = (list: typeof dues.bad) => listOf([...new Set(list.map(({ person }) => person?.name ?? ''))]);
  const [off, many, absent, passed] = [
    [...bad('weekend'), ...bad('holiday')],
    bad('many'),
    bad('absent'),
    bad('passed'),
  ];
  const overrun = paths.filter(({ slack }) => slack !== null && slack < 0);
  return [
    reason(
      'caution',
      'roles.failing',
      failures.length,
      {
        zh: `用得着时无人的角色 ${failures.length} 处：${listOf(failures).zh}；届时转办公室处理。`,
        en: `${failures.length} times a role is vacant when needed: ${listOf(failures).en}; the office then decides.`,
      },
      { zh: '在花名册中补任职或代理。', en: 'Add an appointment or a substitute to the roster.' },
    ),
    reason(
      'caution',
      'dues.passed',
      tasks(passed),
      {
        zh: `${tasks(passed)} 件待办到手时期限已过：${daysOf(passed).zh}。`,
        en: `${tasks(passed)} tasks came after their due: ${daysOf(passed).en}.`,
      },
      {
        zh: '把期限移后，或缩短它前面的步骤；看关键路径。',
        en: 'Move the dues, or shorten what comes before; see the critical paths.',
      },
    ),
    reason(
      'caution',
      'dues.overrun',
      overrun.length,
      {
        zh: `${overrun.length} 个步骤最晚的一处超过了期限：${listOf(overrun.map(({ name }) => `“${name}”`)).zh}。`,
        en: `${overrun.length} steps ended after their due somewhere: ${listOf(overrun.map(({ name }) => `'${name}'`)).en}.`,
      },
      { zh: '看关键路径上是谁、哪一步用了时间。', en: 'See on the critical path who and what took the time.' },
    ),
    reason(
      'caution',
      'dues.day-off',
      tasks(off),
      {
        zh: `${tasks(off)} 件待办的期限落在周末或节假日：${daysOf(off).zh}。`,
        en: `${tasks(off)} dues fall on weekends or holidays: ${daysOf(off).en}.`,
      },
      { zh: '改日期，或写明顺延（roll）。', en: 'Change the date, or say how it rolls (roll).' },
    ),
    reason(
      'caution',
      'dues.many',
      many.length,
      {
        zh: `同一人一天到期 ${dues.many} 件以上的有 ${many.length} 次：${peopleOf(many).zh}。`,
        en: `${many.length} times ${dues.many} or more of one person's tasks are due on one day: ${peopleOf(many).en}.`,
      },
      { zh: '错开期限，或分给更多的人。', en: 'Spread the dues, or share the work.' },
    ),
    reason(
      'caution',
      'dues.absent',
      tasks(absent),
      {
        zh: `${tasks(absent)} 件待办到期时经办人不在：${peopleOf(absent).zh}。`,
        en: `${tasks(absent)} dues fall while whoever has the task is away: ${peopleOf(absent).en}.`,
      },
      { zh: '安排代理，或改期限。', en: 'Arrange a substitute, or move the due.' },
    ),
    reason(
      'caution',
      'reminders.unheard',
      reminders.unheard,
      {
        zh: `${reminders.unheard} 次提醒或催办没有收件人。`,
        en: `${reminders.unheard} reminders or escalations would reach nobody.`,
      },
      { zh: '核对催办所报的角色。', en: 'Check the roles of the ladder.' },
    ),
    reason(
      'caution',
      'refused',
      refused.length,
      {
        zh: `模拟人员有 ${refused.length} 次办理未被受理。`,
        en: `${refused.length} acts of the simulated people were refused.`,
      },
      { zh: '逐条看原因，真人也可能遇到。', en: 'Look at each: real people may meet it too.' },
    ),
  ];
}

function notes({ returns, reminders, timeline }: Found): Reason[] {
  const late = timeline.layers.flatMap(({ steps }) => steps).reduce((sum, step) => sum + step.late, 0);
  return [
    reason('note', 'returns', returns.times, {
      zh: `退回 ${returns.times} 次，共 ${returns.days} 天，重报 ${returns.redone.submissions} 次、重审 ${returns.redone.decisions} 次。`,
      en: `${returns.times} returns, ${returns.days} days in all, ${returns.redone.submissions} submissions and ${returns.redone.decisions} decisions done again.`,
    }),
    reason('note', 'late', late, {
      zh: `过期才办完 ${late} 处；提醒 ${reminders.reminders} 次、催办上报 ${reminders.escalations} 次。`,
      en: `${late} steps were done late; ${reminders.reminders} reminders, ${reminders.escalations} escalations.`,
    }),
  ];
}

function reason(
  weight: Reason['weight'],
  code: string,
  count: number,
  words: Words,
  change: Words | null = null,
): Reason {
  return { weight, code, count: Math.max(0, count), words, change };
}

const SHOWN = 5;

/** The first few, and how many more. */
function listOf(all: readonly string[]): Words {
  const unique = [...new Set(all)];
  const shown = unique.slice(0, SHOWN);
  const more = unique.length - shown.length;
  return {
    zh: `${shown.join('、')}${more > 0 ? `等 ${unique.length} 处` : ''}`,
    en: `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  };
}
