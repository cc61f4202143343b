/**
 * What a rehearsal found, as data: the shape that `rehearse --json` prints and the page is drawn from. Times are epoch milliseconds of
 * campaign time, days are civil dates of the campaign's zone, a week is named by its Monday. Must not know how it is shown.
 */
import { z } from 'zod';

const Id = z.string();
const Count = z.int().min(0);
const When = z.int();
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Named = z.strictObject({ id: Id, name: z.string() });
const Window = z.strictObject({ from: When.nullable(), to: When.nullable() });

export const Words = z.strictObject({ zh: z.string(), en: z.string() });

/** 时间表。 */
export const TimelineStep = z.strictObject({
  step: Id,
  name: z.string(),
  kind: Id,
  part: Id.describe('阶段或程序'),
  layer: Id,
  planned: Window.describe('方案给的时间：自何时起、到何时止；null 为方案没有给'),
  due: z.string().describe('方案写的期限原话'),
  actual: Window.describe('预演中最早开始、最晚办完；null 为没有发生'),
  opened: Count,
  done: Count,
  leftOut: Count.describe('按条件不适用'),
  unfinished: Count.describe('预演结束时没有办完'),
  late: Count.describe('过期才办完'),
});
export const Timeline = z.strictObject({
  phases: z.array(z.strictObject({ id: Id, name: z.string(), planned: Window, actual: Window })),
  layers: z.array(z.strictObject({ layer: Id, name: z.string(), nodes: Count, steps: z.array(TimelineStep) })),
});

/** 工作量：每人每周。 */
export const LoadCell = z.strictObject({
  week: Day,
  arrived: Count.describe('本周新到的待办'),
  due: Count.describe('本周到期的待办'),
  open: Count.describe('本周内手上有过的待办'),
});
export const PersonLoad = z.strictObject({
  person: Id,
  name: z.string(),
  tasks: Count.describe('全程到过手上的待办'),
  peak: z.strictObject({ week: Day, arrived: Count }).describe('新到待办最多的一周'),
  weeks: z.array(LoadCell),
});
export const Load = z.strictObject({
  weeks: z.array(
    z.strictObject({ week: Day, tasks: Count.describe('新到的待办，每件计一次'), people: Count, due: Count }),
  ),
  people: z.array(PersonLoad).describe('新到待办最多的一周为序，多的在前'),
  worst: z.array(Id).describe('前十人'),
});

/** 角色：谁、在哪、何时。 */
export const RoleSpan = z.strictObject({
  from: Day,
  to: Day,
  people: z.array(
    z.strictObject({ person: Id, name: z.string(), instead: z.string().nullable().describe('代谁，null 为本人') }),
  ),
  why: z.enum(['no-place', 'not-recorded', 'vacant', 'left']).nullable().describe('没有人时的原因'),
});
export const RoleFound = z.strictObject({
  role: Id,
  name: z.string(),
  relation: Id,
  places: z.array(
    z.strictObject({
      place: Id.nullable(),
      name: z.string(),
      nodes: Count.describe('由此处的人负责的节点数'),
      spans: z.array(RoleSpan),
    }),
  ),
  failures: z.array(
    z.strictObject({ node: Id, name: z.string(), from: Day, to: Day, why: Id, needed: z.array(Id).describe('步骤') }),
  ),
});
export const Roles = z.strictObject({
  roles: z.array(RoleFound),
  stuck: z
    .array(
      z.strictObject({
        at: When,
        node: Id,
        name: z.string(),
        task: Id,
        stepName: z.string(),
        role: Id,
        office: z.array(Id),
        taken: z.boolean(),
      }),
    )
    .describe('预演中到时无人、转到办公室的待办；taken 为办公室有人接手'),
});

/** 提醒和催办。 */
export const Notices = z.strictObject({
  reminders: Count,
  overdue: Count,
  escalations: Count,
  weeks: z.array(z.strictObject({ week: Day, reminders: Count, overdue: Count, escalations: Count })),
  steps: z.array(z.strictObject({ step: Id, name: z.string(), reminders: Count, overdue: Count, escalations: Count })),
  escalated: z.array(
    z.strictObject({
      at: When,
      node: Id,
      name: z.string(),
      task: Id,
      stepName: z.string(),
      role: Id,
      level: z.int(),
      due: When,
      to: z.array(Named),
    }),
  ),
  unheard: Count.describe('没有收件人的提醒或催办'),
});

/** 期限落在哪天。 */
export const BadDue = z.strictObject({
  kind: z.enum(['weekend', 'holiday', 'many', 'absent', 'passed']),
  day: Day,
  tasks: Count,
  person: Named.nullable().describe('many、absent：谁'),
  steps: z.array(Id),
});
export const Dues = z.strictObject({
  days: z.array(
    z.strictObject({
      day: Day,
      tasks: Count,
      people: Count,
      most: Count.describe('同一人当天到期的最多件数'),
      kind: z.enum(['working', 'weekend', 'holiday']),
      steps: z.array(Id),
    }),
  ),
  bad: z.array(BadDue),
  many: Count.describe('同一人一天到期多少件起算“过多”'),
});

/** 退回及其代价。 */
export const Returned = z.strictObject({
  node: Id,
  name: z.string(),
  step: Id,
  times: Count,
  by: z.array(Id).describe('退回的环节'),
  reasons: z.array(z.string()),
  items: Count.describe('被指出的条目'),
  first: When,
  settled: When.nullable().describe('最后审定；null 为没有审定'),
  days: z.number().describe('自第一次退回到审定（或预演结束）的日历天数'),
  redone: z.strictObject({ submissions: Count, decisions: Count }).describe('重做的填报和审批'),
});
export const Returns = z.strictObject({
  reviews: Count.describe('开过的审批'),
  returned: Count,
  times: Count,
  days: z.number().describe('各件天数之和'),
  redone: z.strictObject({ submissions: Count, decisions: Count }),
  reasons: z.array(z.strictObject({ reason: z.string(), times: Count })),
  list: z.array(Returned),
});

/** 到每个期限的关键路径。 */
export const PathLink = z.strictObject({
  node: Id,
  name: z.string(),
  step: Id,
  stepName: z.string(),
  from: When,
  to: When,
  rounds: z.int().describe('办了几轮'),
  why: z.enum(['window', 'after', 'start']).describe('何以此时才开始：到了时间、等前一项、活动开始'),
});
export const CriticalPath = z.strictObject({
  step: Id,
  name: z.string(),
  due: When,
  words: z.string(),
  done: When.nullable().describe('最晚一处何时办完；null 为没有办完'),
  slack: z.number().nullable().describe('余量，天；负为超期'),
  links: z.array(PathLink),
});

/** 与上一年方案的不同。 */
export const Difference = z.strictObject({
  kind: z.enum(['added', 'removed', 'changed']),
  section: Id,
  path: Id,
  name: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export const Differences = z.strictObject({
  against: z.string(),
  plan: z.array(Difference),
  places: z.array(Difference).describe('花名册中的单位、科室、岗位'),
});

export const Unfinished = z.strictObject({
  node: Id,
  name: z.string(),
  step: Id,
  stepName: z.string(),
  place: z.enum(['waiting', 'open']),
  tasks: z.array(
    z.strictObject({ task: Id, role: Id, owners: z.array(Named), stuck: z.boolean(), due: When.nullable() }),
  ),
});
export const Refused = z.strictObject({ at: When, command: Id, node: Id, name: z.string(), code: Id, words: Words });

/** 结论的一条理由。 */
export const Reason = z.strictObject({
  weight: z.enum(['blocks', 'caution', 'note']).describe('blocks：须先解决；caution：请先看过；note：供参考'),
  code: Id,
  count: Count,
  words: Words,
  /** 须怎样改。 */
  change: Words.nullable(),
});
export const Verdict = z.strictObject({ ready: z.boolean(), reasons: z.array(Reason) });

export const Findings = z.strictObject({
  format: z.literal('rehearsal/v1'),
  title: z.string(),
  period: z.string(),
  planHash: Id,
  rosterHash: Id,
  seed: z.number(),
  behaviour: z.boolean().describe('是否按人员行为文件预演'),
  zone: z.int().describe('与 UTC 相差的分钟'),
  from: When,
  to: When,
  counts: z.record(z.string(), z.number()),
  timeline: Timeline,
  load: Load,
  roles: Roles,
  reminders: Notices,
  dues: Dues,
  returns: Returns,
  paths: z.array(CriticalPath),
  differences: Differences.nullable(),
  unfinished: z.array(Unfinished),
  refused: z.array(Refused),
  incidents: Count,
  verdict: Verdict,
});

export type Words = z.infer<typeof Words>;
export type Timeline = z.infer<typeof Timeline>;
export type TimelineStep = z.infer<typeof TimelineStep>;
export type Load = z.infer<typeof Load>;
export type PersonLoad = z.infer<typeof PersonLoad>;
export type LoadCell = z.infer<typeof LoadCell>;
export type RoleSpan = z.infer<typeof RoleSpan>;
export type RoleFound = z.infer<typeof RoleFound>;
export type Roles = z.infer<typeof Roles>;
export type Notices = z.infer<typeof Notices>;
export type BadDue = z.infer<typeof BadDue>;
export type Dues = z.infer<typeof Dues>;
export type Returned = z.infer<typeof Returned>;
export type Returns = z.infer<typeof Returns>;
export type PathLink = z.infer<typeof PathLink>;
export type CriticalPath = z.infer<typeof CriticalPath>;
export type Difference = z.infer<typeof Difference>;
export type Differences = z.infer<typeof Differences>;
export type Unfinished = z.infer<typeof Unfinished>;
export type Refused = z.infer<typeof Refused>;
export type Reason = z.infer<typeof Reason>;
export type Verdict = z.infer<typeof Verdict>;
export type Findings = z.infer<typeof Findings>;
