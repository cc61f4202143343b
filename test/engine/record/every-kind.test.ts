/** Every kind of entry, in both languages, with the names that the entry itself keeps and nobody else's. */
import { describe, expect, test } from '@jest/globals';
import type { EventKind } from '@lianfang/engine/kernel';
import { personsOf, sentenceOf, vocabularyOf } from '@lianfang/engine/record';
import { Body } from '../../../packages/engine/src/kernel/event.ts';
import { campaign, names, texts } from './course.ts';
import { everyKind } from './every-kind.ts';

const words = vocabularyOf(campaign);

const sentences: Readonly<Record<EventKind, readonly [zh: string, en: string]>> = {
  NodeOpened: ['教务科科长开始参加活动。', '教务科科长 takes part in the campaign.'],
  StepOpened: [
    '教务处的“汇总风险点”第1轮开始，限10月13日前完成；尚缺考务科科员。',
    "'汇总风险点' of 教务处 opens, round 1, due 2011-10-13; still missing: 考务科科员.",
  ],
  StepLeftOut: [
    '教务科科长的“排查廉政风险”按规则不适用，略过。',
    "'排查廉政风险' of 教务科科长 does not apply by rule and is left out.",
  ],
  StepDone: ['教务科科长的“排查廉政风险”第1轮完成（逾期）。', "'排查廉政风险' of 教务科科长 is done, round 1, late."],
  StepHeld: [
    '教务科科长的“排查廉政风险”第1轮因前置工作重新打开而暂停，届时重做。',
    "'排查廉政风险' of 教务科科长, round 1, waits again, since what it rests on was reopened; it will be done anew.",
  ],
  StepClosed: [
    '教务科科长的“排查廉政风险”第1轮未完成即关闭：活动已结束。',
    "'排查廉政风险' of 教务科科长 is closed unfinished, round 1: the campaign is closed.",
  ],
  TaskOpened: [
    '教务科科长的“排查廉政风险”的“评议组表决”（赵某的席位）第2轮交钱某（教务处评议组）办理，限10月13日前。',
    "评议组表决 on '排查廉政风险' of 教务科科长 (seat of 赵某), round 2, waits for 钱某 (教务处评议组), due 2011-10-13.",
  ],
  TaskClosed: [
    '教务科科长的“排查廉政风险”的“评议组表决”（赵某的席位）第2轮的待办因承办人回避而关闭。',
    "The task 评议组表决 on '排查廉政风险' of 教务科科长 (seat of 赵某), round 2, is closed because its owner stands aside.",
  ],
  TaskHandedOver: [
    '教务科科长的“排查廉政风险”的“科室审核”的待办因任职变动由张某移交王某（无人任职，转办公室）。',
    "The task 科室审核 on '排查廉政风险' of 教务科科长 passes from 张某 to 王某 with the post, which nobody holds: to the office.",
  ],
  TaskReassigned: [
    '【管理行为】王某（办公室）将教务科科长的“排查廉政风险”的“科室审核”的待办由张某改派赵某；理由：“与填报人系夫妻”。',
    "[Administrative act] 王某 (the office) reassigns the task 科室审核 on '排查廉政风险' of 教务科科长 from 张某 to 赵某; reason: “与填报人系夫妻”.",
  ],
  Reminded: [
    '系统第2次提醒张某办理教务科科长的“排查廉政风险”的“科室审核”，限10月13日前。',
    "The system reminds 张某 of 科室审核 on '排查廉政风险' of 教务科科长, reminder 2, due 2011-10-13.",
  ],
  BecameOverdue: [
    '教务科科长的“排查廉政风险”的“科室审核”已逾期（张某，应于10月13日前办结）。',
    "科室审核 on '排查廉政风险' of 教务科科长 is overdue (张某, due 2011-10-13).",
  ],
  Escalated: [
    '教务科科长的“排查廉政风险”的“科室审核”逾期未办，系统报王某（教务处分管领导），第1级督办。',
    "The system reports the overdue 科室审核 on '排查廉政风险' of 教务科科长 to 王某 (教务处分管领导), level 1.",
  ],
  DueMoved: [
    '【管理行为】王某（办公室）将教务科科长的“排查廉政风险”的“科室审核”的时限由10月13日改为10月20日：准予延期；理由：“与填报人系夫妻”。',
    "[Administrative act] 王某 (the office) moves the due of 科室审核 on '排查廉政风险' of 教务科科长 from 2011-10-13 to 2011-10-20 because of an extension; reason: “与填报人系夫妻”.",
  ],
  Submitted: [
    '钱某代李某报送教务科科长的“排查廉政风险”第1轮（逾期），版本11111111。',
    "钱某 for 李某 submits '排查廉政风险' of 教务科科长, round 1, late, version 11111111.",
  ],
  Graded: [
    '教务科科长的风险等级（系统测算）定为一级，依据规则（ffffffff）第1、3行（rank=正职）。',
    'The 风险等级 of 教务科科长 (系统测算) is 一级, by row 1, 3 of rule (ffffffff) (rank=正职).',
  ],
  GradeMissing: [
    '教务科科长的风险等级（系统测算）无规则可依，须由人确定。',
    'No rule gives the 风险等级 of 教务科科长 (系统测算); a person must decide.',
  ],
  RolledUp: [
    '教务处的“汇总风险点”第1轮汇总2行，根22222222。',
    "'汇总风险点' of 教务处, round 1, gathers 2 rows, root 22222222.",
  ],
  ReviewOpened: [
    '教务科科长的“排查廉政风险”第1轮进入审批，版本11111111。',
    "The review of '排查廉政风险' of 教务科科长 opens, round 1, version 11111111.",
  ],
  StageEntered: [
    '教务科科长的“排查廉政风险”第1轮到达“财务核对”，略过“科室审核”（审批人回避，改由他人审批）。',
    "'排查廉政风险' of 教务科科长, round 1, reaches '财务核对', leaving out '科室审核' (the reviewer stands aside: somebody else decides).",
  ],
  Decided: [
    '钱某代王某在“科室审核”对教务科科长的“排查廉政风险”第1轮作出结论“同意”；逐项：同意（定为二级） 风险点1；意见：“风险点2的措施没有责任人”，版本11111111。',
    "钱某 for 王某 decides '同意' at '科室审核' on '排查廉政风险' of 教务科科长, round 1; item by item: 同意 (set to 二级) 风险点1; opinion: “风险点2的措施没有责任人”, version 11111111.",
  ],
  Voted: [
    '赵某在“评议组表决”对教务科科长的“排查廉政风险”第2轮投反对票：措施不力；意见：“风险点2的措施没有责任人”，版本22222222。',
    "赵某 votes against at '评议组表决' on '排查廉政风险' of 教务科科长, round 2, because: 措施不力; opinion: “风险点2的措施没有责任人”, version 22222222.",
  ],
  VoteCounted: [
    '教务科科长的“排查廉政风险”第2轮“评议组表决”表决结果：应到9人，实到9人，赞成5（张某×2、王某、赵某、钱某、孙某）、反对3（周某、吴某、郑某）、弃权1（冯某），通过（应到人员过半数），结论“同意”；主持人张某。',
    "The vote at '评议组表决' on '排查廉政风险' of 教务科科长, round 2: 9 of 9 present; 5 for (张某×2, 王某, 赵某, 钱某, 孙某), 3 against (周某, 吴某, 郑某), 1 abstained (冯某); passed (more than half of those entitled), outcome '同意'; chair 张某.",
  ],
  BallotsIssued: [
    '张某为教务科科长的“排查廉政风险”第2轮“评议组表决”备无记名选票2张。',
    "张某 issues 2 secret ballots for '评议组表决' on '排查廉政风险' of 教务科科长, round 2.",
  ],
  BallotTaken: [
    '赵某领取教务科科长的“排查廉政风险”第2轮“评议组表决”的无记名选票。',
    "赵某 draws a secret ballot for '评议组表决' on '排查廉政风险' of 教务科科长, round 2.",
  ],
  DrawingClosed: [
    '教务科科长的“排查廉政风险”第2轮“评议组表决”领票结束，2人领票，开始投票。',
    "The drawing of ballots for '评议组表决' on '排查廉政风险' of 教务科科长, round 2, ends with 2 ballots drawn; casting begins.",
  ],
  BallotCast: [
    '教务科科长的“排查廉政风险”第2轮“评议组表决”收到无记名选票1张。',
    "One secret ballot is cast at '评议组表决' on '排查廉政风险' of 教务科科长, round 2.",
  ],
  DecisionTakenBack: [
    '王某收回在“科室审核”对教务科科长的“排查廉政风险”第1轮作出的结论“同意”，其时处于“评议组表决”。',
    "王某 takes back '同意', said at '科室审核' on '排查廉政风险' of 教务科科长, round 1, when it was at '评议组表决'.",
  ],
  StagePassed: [
    '王某已在“科室审核”同意教务科科长的“排查廉政风险”第1轮，“班子会审定”按方案不再重复征求其意见。',
    "王某 agreed to '排查廉政风险' of 教务科科长, round 1, at '科室审核' and by the plan is not asked again at '班子会审定'.",
  ],
  BranchesEntered: [
    '教务科科长的“排查廉政风险”第1轮进入“会签”，“财务线”、“人事线”同时办理。',
    "'排查廉政风险' of 教务科科长, round 1, enters '会签': '财务线', '人事线' side by side.",
  ],
  BranchEnded: [
    '教务科科长的“排查廉政风险”第1轮“会签”中的“财务线”作出退回。',
    "'财务线' in '会签' of '排查廉政风险' of 教务科科长, round 1, sends it back.",
  ],
  Recused: [
    '张某准予赵某回避，其不参加教务科科长的“排查廉政风险”的审批（自第1轮起）；理由：“与填报人系夫妻”。',
    "张某 grants that 赵某 stands aside from the review of '排查廉政风险' of 教务科科长, from round 1 on; reason: “与填报人系夫妻”.",
  ],
  RecusalDemanded: [
    '李某要求赵某回避教务科科长的“排查廉政风险”第1轮的审批，答复前赵某不作决定；理由：“与填报人系夫妻”。',
    "李某 demands that 赵某 stand aside from the review of '排查廉政风险' of 教务科科长, round 1; until it is answered 赵某 does not decide; reason: “与填报人系夫妻”.",
  ],
  RecusalRefused: [
    '张某不准赵某回避，其继续参加教务科科长的“排查廉政风险”第1轮的审批；理由：“与填报人系夫妻”。',
    "张某 refuses that 赵某 stand aside from the review of '排查廉政风险' of 教务科科长, round 1; reason: “与填报人系夫妻”.",
  ],
  ReviewerAdded: [
    '王某为教务科科长的“排查廉政风险”第1轮“科室审核”加签吴某，在王某之前审批；理由：“请一并核对2010年台账”。',
    "王某 adds 吴某 at '科室审核' on '排查廉政风险' of 教务科科长, round 1, to be heard before 王某; reason: “请一并核对2010年台账”.",
  ],
  CopySent: [
    '王某将教务科科长的“排查廉政风险”第1轮抄送赵某、周某；理由：“请一并核对2010年台账”。',
    "王某 sends copies of '排查廉政风险' of 教务科科长, round 1, to 赵某, 周某; reason: “请一并核对2010年台账”.",
  ],
  CopyRead: [
    '周某已阅教务科科长的“排查廉政风险”第1轮的抄送件。',
    "周某 has read the copy of '排查廉政风险' of 教务科科长, round 1.",
  ],
  TaskTransferred: [
    '张某将教务科科长的“排查廉政风险”的“科室审核”的待办由张某转办吴某；理由：“请一并核对2010年台账”。',
    "张某 transfers the task 科室审核 on '排查廉政风险' of 教务科科长 from 张某 to 吴某; reason: “请一并核对2010年台账”.",
  ],
  TaskDelegated: [
    '张某将教务科科长的“排查廉政风险”的“科室审核”委派吴某承办，办后交回张某；理由：“请一并核对2010年台账”。',
    "张某 delegates 科室审核 on '排查廉政风险' of 教务科科长 to 吴某, who hands it back to 张某; reason: “请一并核对2010年台账”.",
  ],
  TaskHandedBack: [
    '吴某办毕受委派的教务科科长的“排查廉政风险”的“科室审核”，由吴某交回张某；意见：“风险点2的措施没有责任人”。',
    "吴某 hands 科室审核 on '排查廉政风险' of 教务科科长, prepared by 吴某, back to 张某; opinion: “风险点2的措施没有责任人”.",
  ],
  Urged: [
    '李某催办教务科科长的“排查廉政风险”的“科室审核”（张某，限10月13日前）；意见：“请一并核对2010年台账”。',
    "李某 urges 科室审核 on '排查廉政风险' of 教务科科长 (张某, due 2011-10-13); opinion: “请一并核对2010年台账”.",
  ],
  Amended: [
    '李某在报送后修改教务科科长的“排查廉政风险”第1轮：修改风险点1，删除风险点2；涉及已审定的实质内容，版本33333333。',
    "李某 changes '排查廉政风险' of 教务科科长, round 1, after it was handed in: changed 风险点1; removed 风险点2; this touches what was approved, version 33333333.",
  ],
  ActProposed: [
    '【管理行为】王某（办公室）提议将教务科科长的“排查廉政风险”调至“班子会审定”，须办公室另一人确认（r-9）；理由：“与填报人系夫妻”。',
    "[Administrative act] 王某 (the office) proposes to move '排查廉政风险' of 教务科科长 to '班子会审定'; a second person of the office must confirm (r-9); reason: “与填报人系夫妻”.",
  ],
  ActConfirmed: [
    '【管理行为】孙某（办公室）作为第二人确认提议r-9。',
    '[Administrative act] 孙某 (the office) confirms the proposal r-9 as the second person.',
  ],
  ActDeclined: [
    '【管理行为】孙某（办公室）不同意提议r-9；理由：“与填报人系夫妻”。',
    '[Administrative act] 孙某 (the office) declines the proposal r-9; reason: “与填报人系夫妻”.',
  ],
  Jumped: [
    '【管理行为】王某（办公室）将教务科科长的“排查廉政风险”第1轮由“科室审核”调至“会签”；理由：“与填报人系夫妻”。',
    "[Administrative act] 王某 (the office) moves '排查廉政风险' of 教务科科长, round 1, from '科室审核' to '会签'; reason: “与填报人系夫妻”.",
  ],
  Forced: [
    '【管理行为】王某（办公室）将处于“班子会审定”的教务科科长的“排查廉政风险”第1轮直接定为“审批通过”；理由：“与填报人系夫妻”。',
    "[Administrative act] 王某 (the office) makes '排查廉政风险' of 教务科科长, round 1, at '班子会审定', count as approved; reason: “与填报人系夫妻”.",
  ],
  Regraded: [
    '【管理行为】王某（办公室）将教务科科长的风险等级（审定）由二级改定为一级；理由：“与填报人系夫妻”。',
    '[Administrative act] 王某 (the office) changes the 风险等级 of 教务科科长 (审定) from 二级 to 一级; reason: “与填报人系夫妻”.',
  ],
  ReviewChanged: [
    '【管理行为】王某（办公室）修订审批办法“风险点审定”，由版本dddddddd改为eeeeeeee；在办审批能转的转入新版本；理由：“与填报人系夫妻”。',
    "[Administrative act] 王某 (the office) revises the review definition '风险点审定' from version dddddddd to eeeeeeee; reviews in flight move where they can; reason: “与填报人系夫妻”.",
  ],
  ReviewMoved: [
    '【管理行为】教务科科长的“排查廉政风险”第1轮转按审批办法新版本eeeeeeee办理（原dddddddd），处于“科室审核”。',
    "[Administrative act] '排查廉政风险' of 教务科科长, round 1, goes over to version eeeeeeee of the review definition (from dddddddd), at '科室审核'.",
  ],
  ReviewKept: [
    '【管理行为】教务科科长的“排查廉政风险”第1轮仍按审批办法版本dddddddd办完：所处“评议组表决”在新版本中没有。',
    "[Administrative act] '排查廉政风险' of 教务科科长, round 1, finishes on version dddddddd of the review definition: the new one has no '评议组表决'.",
  ],
  CalendarChanged: [
    '【管理行为】王某（办公室）公布新的工作日历（55555555），未到期的时限随之重算；理由：“与填报人系夫妻”。',
    '[Administrative act] 王某 (the office) publishes a new calendar (55555555); open limits are computed anew; reason: “与填报人系夫妻”.',
  ],
  Returned: [
    '张某在“评议组表决”退回教务科科长的“排查廉政风险”第1轮：查找不全；退至“科室审核”，不设时限。',
    "张某 returns '排查廉政风险' of 教务科科长, round 1, at '评议组表决', because: 查找不全; back to '科室审核'.",
  ],
  Resubmitted: [
    '教务科科长的“排查廉政风险”重新报送，进入第2轮：修改风险点2，新增风险点3，删除风险点1，版本22222222。',
    "'排查廉政风险' of 教务科科长 is handed in again as round 2: changed 风险点2; added 风险点3; removed 风险点1, version 22222222.",
  ],
  Withdrawn: ['李某撤回教务科科长的“排查廉政风险”第1轮。', "李某 withdraws '排查廉政风险' of 教务科科长, round 1."],
  Approved: [
    '教务科科长的“排查廉政风险”第1轮审批通过，版本11111111。',
    "'排查廉政风险' of 教务科科长, round 1, is approved, version 11111111.",
  ],
  ReviewEnded: [
    '教务科科长的“排查廉政风险”第1轮审批结束。',
    "The review of '排查廉政风险' of 教务科科长, round 1, ends.",
  ],
  Reopened: [
    '纪检监察室（王某记录）责令教务科科长重新办理“排查廉政风险”（风险点2）：查找不全；意见：“风险点2的措施没有责任人”；限10月13日前，来自德州学院。',
    "纪检监察室 (recorded by 王某) orders 教务科科长 to do '排查廉政风险' again (风险点2) by 2011-10-13, from 德州学院, because: 查找不全; opinion: “风险点2的措施没有责任人”.",
  ],
  Outdated: [
    '教务科科长的“班子研究确定”第1轮所依据的“排查廉政风险”已有实质变化，结果过时；按方案简易复审。',
    "'班子研究确定' of 教务科科长, round 1, is outdated: '排查廉政风险' changed materially; by the plan a short review follows.",
  ],
  Tabled: [
    '教务科科长的“排查廉政风险”第1轮提交会议m-7（班子会审定）。',
    "'排查廉政风险' of 教务科科长, round 1, is put before meeting m-7 (班子会审定).",
  ],
  TakenOff: [
    '教务科科长的“排查廉政风险”第1轮撤出会议m-7，仍待“班子会审定”。',
    "'排查廉政风险' of 教务科科长, round 1, leaves meeting m-7 and waits at '班子会审定'.",
  ],
  Convened: ['王某召集教务处领导班子会议m-7，议程1项。', '王某 convenes meeting m-7 of 教务处领导班子 over 1 review.'],
  AgendaSettled: [
    '会议m-7议程确定：列入1项；未能列入考务科科员的“排查廉政风险”（已列入另一会议）。',
    "The agenda of meeting m-7 holds 1 review; not taken: '排查廉政风险' of 考务科科员 (it is before another meeting).",
  ],
  EntryTakenOff: [
    '王某将教务科科长的“排查廉政风险”撤出会议m-7；理由：“与填报人系夫妻”。',
    "王某 takes '排查廉政风险' of 教务科科长 off the agenda of meeting m-7; reason: “与填报人系夫妻”.",
  ],
  MeetingClosed: [
    '王某结束会议m-7：应到3人，实到2人（王某、张某）；表决赞成1、反对1、弃权0；审定2项，其中考务科科员的“汇总风险点”（留待下次）；主持人王某；回避张某（教务科科长的“排查廉政风险”）；纪要99999999。',
    "王某 closes meeting m-7: 2 of 3 present (王某, 张某); 1 for, 1 against, 0 abstained; 2 reviews decided, among them '汇总风险点' of 考务科科员 (left for the next sitting); chair 王某; recused: 张某 ('排查廉政风险' of 教务科科长); minutes 99999999.",
  ],
  Dispatched: [
    '会议m-7的结论已送达1项；未被接受考务科科员的“排查廉政风险”（内容或轮次已变）。',
    "The verdicts of meeting m-7 reached 1 review; refused by '排查廉政风险' of 考务科科员 (its content or round has changed).",
  ],
  Commented: [
    '周某就教务科科长的“排查廉政风险”提出意见c-1（实名，信箱），涉及风险点1。',
    "周某 comments on '排查廉政风险' of 教务科科长 (c-1, named, 信箱), about 风险点1.",
  ],
  Disposed: [
    '王某对教务科科长的“排查廉政风险”的意见c-1作出处理：部分采纳；理由：“与填报人系夫妻”。',
    "王某 settles comment c-1 on '排查廉政风险' of 教务科科长: partly; reason: “与填报人系夫妻”.",
  ],
  AskingOpened: [
    '教务科科长的“排查廉政风险”开始征求意见，至10月13日，展示1份。',
    "Comments are asked on '排查廉政风险' of 教务科科长 until 2011-10-13; 1 text shown.",
  ],
  AskingEnded: [
    '教务科科长的“排查廉政风险”征求意见结束，共3条。',
    "Asking for comments on '排查廉政风险' of 教务科科长 ends with 3 comments.",
  ],
  Replied: [
    '赵某答卷：教务科科长的“排查廉政风险”（教务处评议组）（duty=18）。',
    "赵某 answers '排查廉政风险' of 教务科科长 (教务处评议组) (duty=18).",
  ],
  RepliesCounted: [
    '教务科科长的“排查廉政风险”收到答卷2份（应答3人）（duty.count=2，duty.mean=18），题目依评分标准eeeeeeee。',
    "'排查廉政风险' of 教务科科长 has 2 answers of 3 asked (duty.count=2, duty.mean=18); asked by the yardstick eeeeeeee.",
  ],
  Scored: [
    '教务科科长按“merit”（eeeeeeee）得86.5分，评为二级（一票否决等情形，不看分数）：duty 36，评分2份（unit.breach=true）。',
    "教务科科长 has 86.5 points by 'merit' (eeeeeeee), which is 二级 whatever the points: duty 36; 2 answers (unit.breach=true).",
  ],
  ScoreMissing: [
    '教务科科长按“merit”评不出分：“duty”的评分份数不足。',
    "教务科科长 has no points by 'merit': too few answers for 'duty'.",
  ],
  Compared: [
    '教务科科长按“merit”前后两次得86.5、90分，相差3.5：duty 3.5。',
    "教务科科长 has 86.5, 90 points by 'merit', before and after, a difference of 3.5 (duty 3.5).",
  ],
  Ranked: [
    '按“merit”排名：第1名教务科科长（86.5分）；依另一版本评的不参加排名：考务科科员。',
    "By 'merit': 1. 教务科科长 (86.5); judged by another version and in no order with them: 考务科科员.",
  ],
  RankGiven: ['教务科科长按“merit”在2个中列第1名。', "教务科科长 is number 1 of 2 by 'merit'."],
  YardstickMade: [
    '评分标准“merit”由“班子研究确定”的结果确定为eeeeeeee：评分项3项，分档2档；只约束此后开始的。',
    "The yardstick 'merit' is made of '班子研究确定' as eeeeeeee: criteria 3, bands 2; it binds what opens from now on.",
  ],
  Sent: [
    '王某将教务科科长的“排查廉政风险”送交赵某，材料11111111。',
    "王某 sends '排查廉政风险' of 教务科科长 to 赵某, package 11111111.",
  ],
  Received: ['赵某签收教务科科长的“排查廉政风险”。', "赵某 acknowledges receipt of '排查廉政风险' of 教务科科长."],
  WentOn: [
    '王某决定教务处的“汇总风险点”不再等待，先行开展；尚缺考务科科员，随后补报；理由：“与填报人系夫妻”。',
    "王某 goes on with '汇总风险点' of 教务处 without 考务科科员, who follow later; reason: “与填报人系夫妻”.",
  ],
  CaseOpened: [
    '王某对教务科科长启动“预警处置”（教务科科长·预警处置 1）（level=黄色）；理由：“与填报人系夫妻”。',
    "王某 opens '预警处置' at 教务科科长 (教务科科长·预警处置 1) (level=黄色); reason: “与填报人系夫妻”.",
  ],
  CaseEnded: ['“预警处置”（教务科科长·预警处置 1）办结。', "'预警处置' (教务科科长·预警处置 1) is over."],
  Shortfall: [
    '教务科科长在10月1日至12月31日应办结“预警处置”2次，实办1次，次数不足，报赵某。',
    "教务科科长 had '预警处置' 1 of 2 times from 2011-10-01 to 2011-12-31; told: 赵某.",
  ],
  ObjectionsUpheld: [
    '教务科科长的“排查廉政风险”第1轮有1条意见被采纳，须重新办理“排查廉政风险”（风险点1），其间原结果继续有效，改好后重新公示。',
    "1 comment on '排查廉政风险' of 教务科科长, round 1, adopted: '排查廉政风险' must be done again (风险点1), what was approved stays in effect, and it is shown again.",
  ],
  ProofRecorded: [
    '王某登记教务科科长的“排查廉政风险”张贴的凭证11111111，至10月13日。',
    "王某 records the proof that '排查廉政风险' of 教务科科长 is up, 11111111; it stands until 2011-10-13.",
  ],
  NodeClosed: [
    '教务科科长因教务处撤销而关闭，已办结的保留。',
    '教务科科长 is closed with 教务处; what was done stays.',
  ],
  RosterChanged: [
    '【管理行为】王某（办公室）变更花名册1处，新版本44444444。',
    '[Administrative act] 王某 (the office) makes 1 change to the roster, now 44444444.',
  ],
  CampaignClosed: [
    '【管理行为】王某（办公室）结束活动；理由：“与填报人系夫妻”。',
    '[Administrative act] 王某 (the office) closes the campaign; reason: “与填报人系夫妻”.',
  ],
  Ignored: [
    '教务科科长收到的消息（take-off）已不适用，未作处理：活动已结束。',
    'A message to 教务科科长 (take-off) no longer applies and is ignored: the campaign is closed.',
  ],
  Incident: [
    '教务科科长处理消息（table）时发生程序故障，已搁置待查。',
    'A message to 教务科科长 (table) met a fault of the program and is parked.',
  ],
};

describe('the record', () => {
  test('has an entry of every kind here', () => {
    const kinds = Body.options.map((option) => option.shape.kind.value);

    expect(everyKind.map((event) => event.kind).sort()).toEqual([...kinds].sort());
  });

  test.each(everyKind.map((event) => [event.kind, event] as const))('says %s as minutes would', (kind, event) => {
    const [zh, en] = sentences[kind];
    const own = Object.fromEntries(personsOf(event).map((person) => [person, names[person] ?? person]));

    expect(sentenceOf({ event, names: own, texts }, 'zh', words)).toBe(`2011-10-10 09:00 ${zh}`);
    expect(sentenceOf({ event, names: own, texts }, 'en', words)).toBe(`2011-10-10 09:00 ${en}`);
  });

  test('says where a text is kept that the reader may not see', () => {
    const event = everyKind.find((one) => one.kind === 'Recused');
    if (event === undefined) throw new Error('expected a recusal');

    expect(sentenceOf({ event, names }, 'zh', words)).toContain('；理由存档88888888。');
    expect(sentenceOf({ event, names }, 'en', words)).toContain('; reason kept as 88888888.');
  });
});
