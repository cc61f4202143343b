/**
 * What simulated people write: plausible sentences, chosen by what the head of a column speaks of. They decide nothing and name
 * no body.
 */
import { drawn } from './draw.ts';

type Phrases = readonly [string, ...string[]];

const byHead: readonly { readonly head: RegExp; readonly phrases: Phrases }[] = [
  {
    head: /承诺/,
    phrases: ['本人承诺严格遵守廉洁自律各项规定，认真履行岗位职责，自觉接受监督，如有违反愿承担相应责任。'],
  },
  {
    head: /措施/,
    phrases: [
      '重要事项集体研究决定，过程留痕，定期公开结果，接受监督。',
      '实行双人经办、交叉复核，每月自查一次并登记备查。',
      '严格按制度和程序办理，超过限额的报分管领导审批。',
      '公开办事依据、程序和结果，设立意见箱，及时答复群众反映。',
    ],
  },
  {
    head: /风险/,
    phrases: [
      '经办事项自由裁量空间较大，可能出现优亲厚友、处理不公的问题。',
      '物品采购和验收由同一人经手，可能出现虚报数量、以次充好的问题。',
      '对有关制度学习不够，廉洁意识松懈，可能接受服务对象吃请和礼品。',
      '审核把关不严，可能造成经费支出不合规定。',
      '信息掌握在少数人手中，公开不够及时，可能影响公平公正。',
    ],
  },
  {
    head: /职责|权力|职权/,
    phrases: [
      '负责本岗位日常管理和服务工作，承办有关事项的受理、审核和报批。',
      '负责有关经费的预算、报账和登记，管理相关票据和档案。',
      '负责有关项目的组织实施、检查和验收。',
    ],
  },
  {
    head: /流程|程序|节点/,
    phrases: ['受理申请—初步审核—集体研究—公示—办理—归档。', '提出需求—编制计划—审批—实施—验收—结算—归档。'],
  },
  { head: /业务|工作岗位/, phrases: ['物资采购', '经费报销', '人员聘用', '评优评先', '项目管理'] },
  { head: /制度/, phrases: ['采购管理办法', '经费审批制度', '公章使用登记制度', '评优评先实施细则'] },
  {
    head: /漏洞|问题/,
    phrases: ['对小额事项没有明确审批权限，需要补充规定。', '登记不够完整，个别环节没有留存记录。'],
  },
  { head: /监管|责任人/, phrases: ['由主管领导和领导小组共同监管', '由单位主要负责人监管', '由科室负责人监管'] },
  {
    head: /总结|报告|情况|检查|评估|考核|控制/,
    phrases: [
      '按照方案要求逐项落实，组织学习动员，完成风险点查找、审核和公示，各项措施执行到位，未发现违规问题。',
      '工作按计划完成，资料齐全，对查出的薄弱环节已制定整改措施并落实到人。',
    ],
  },
  { head: /分析/, phrases: ['反映的情况属于日常管理范围，已核实，建议登记备查。'] },
  { head: /方式|安排|计划/, phrases: ['每季度检查一次，年底集中考评。', '列入下一年度工作计划，按程序组织实施。'] },
  { head: /内容/, phrases: ['学习廉洁自律有关规定，观看警示教育片，并组织讨论。'] },
];

const otherwise: Phrases = ['已按要求办理，情况属实。'];

/** @param index of the row: rows beside each other do not say the same */
export function phraseFor(head: string, index: number, seed: number, ...keys: readonly (string | number)[]): string {
  const phrases = byHead.find((one) => one.head.test(head))?.phrases ?? otherwise;
  const first = Math.floor(drawn(seed, ...keys) * phrases.length);
  return phrases[(first + index) % phrases.length] ?? phrases[0];
}

export const approvals: Phrases = ['情况属实，同意。', '经审核，内容完整，措施可行，同意。', '同意上报。'];
export const returns: Phrases = [
  '请对照岗位职责重新查找，逐项补充后再报。',
  '内容过于笼统，请结合实际工作环节具体化。',
  '请核对后重新填报。',
];
export const comments: Phrases = [
  '有的内容写得不够具体，建议结合实际环节补充。',
  '建议增加公开透明方面的措施。',
  '没有不同意见。',
  '建议措施明确到人、明确时间。',
];
type Disposition = 'adopted' | 'partly' | 'not-adopted';
export const dispositionKinds: readonly [Disposition, ...Disposition[]] = ['adopted', 'partly', 'not-adopted'];
export const dispositions: Readonly<Record<Disposition, string>> = {
  adopted: '意见合理，已采纳并转相关岗位补充。',
  partly: '部分采纳，能落实的已经落实，其余在下一步工作中研究。',
  'not-adopted': '所提情况已有规定，作了说明。',
};
export const minutes: Phrases = ['会议逐项听取了汇报，经讨论形成一致意见；需要重新查找、制定的，责令限期重报。'];
export const orders: Phrases = ['情况已核实，按方案规定办理，请在期限内落实并书面答复。'];
export const redoings: Phrases = ['经检查，情况不符合要求，责令重新查找、切实整改，直至达到要求。'];
export const proofs = { start: '已在部门网页张贴，附截图。', end: '公示期满，已撤下，附截图。' } as const;
export const parcels: Phrases = ['现将有关材料一式两份报上，请查收。'];
export const vacancy = '该岗位目前无人担任，由办公室指定专人办理。';
export const objection = '对个别内容有不同意见，建议再作核实。';
export const delegation = '请先行核对材料并提出办理意见。';
export const prepared = '材料已核对，内容属实，建议按程序审定。';
export const partiality = '与本人有利害关系，为保证公正，申请其回避。';
export const recusalGranted = '情况属实，准予回避。';
export const recusalRefused = '经核实不属于应当回避的情形，继续审理。';
export const nobodyElse = '没有第二人可以复核，此项不予办理。';
