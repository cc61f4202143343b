/** What can be wrong with questionnaires and yardsticks. */
import { codeTable } from './entry.ts';

export const scoreCodes = codeTable({
  'reference.score': {
    kind: 'problem',
    zh: '没有评分标准“{name}”。可以写的有：{possible}。',
    en: "Expected a yardstick, but '{name}' is none. Possible: {possible}.",
  },
  'ask.no-questions': {
    kind: 'problem',
    zh: '“{step}”是问卷或测评，却没有题目；请写 questions，或把 purpose 改为 consultation。',
    en: "Expected '{step}' to have questions, for that is its purpose; write 'questions' or make it a consultation.",
  },
  'score.unasked': {
    kind: 'problem',
    zh: '“{step}”要评分人给“{name}”（{id}）打分，但 of 所列的测评里没有同名的数字题；请在 of 里写上测评步骤，题目写 questions: { score: … } 或加上这一题。',
    en: "Expected an asking in 'of' of '{step}' with a number question for '{name}' ({id}), but there is none; name the asking in 'of' and ask it there.",
  },
  'score.no-such-assessors': {
    kind: 'problem',
    zh: '“{step}”按“{name}”的评分加权，但没有这一组人答卷；答卷的有：{possible}。',
    en: "Expected '{name}' among those who answer for '{step}', but only these do: {possible}.",
  },
  'score.bands-and-scale': {
    kind: 'problem',
    zh: '评分标准“{name}”的 scale 和 bands 要么都写（分数折成等级），要么都不写（只有分数）。',
    en: "Expected yardstick '{name}' to have both a scale and bands, or neither.",
  },
  'score.no-maximum': {
    kind: 'problem',
    zh: '评分标准“{name}”要折算（outOf），“{criterion}”就须写满分 max。',
    en: "Expected '{criterion}' to have a maximum, since yardstick '{name}' tells points out of the maxima ('outOf').",
  },
  'score.made-of': {
    kind: 'problem',
    zh: '“{name}”应是步骤“{step}”的表格各项里的要素，取值为 {expected}；可以写的有：{possible}。',
    en: "Expected '{name}' to be a fact of the items of '{step}', of {expected}. Possible: {possible}.",
  },
  'score.before-made': {
    kind: 'problem',
    zh: '“{step}”要用评分标准“{name}”，但规定它的“{made}”及其审批不在此前；请用 after 调整次序。',
    en: "Expected '{made}' and its review before '{step}', which goes by the yardstick '{name}' made there; change 'after'.",
  },
  'score.made-apart': {
    kind: 'problem',
    zh: '评分标准“{name}”由“{step}”规定，但它不在评分对象的同一层或上级，或与另一步骤不在同一层；请改在同一上级层级办理。',
    en: "Expected '{step}', which makes the yardstick '{name}', at one layer with its other maker, at or above whom it judges.",
  },
  'score.not-a-score': {
    kind: 'problem',
    zh: '“{step}”要比较两次评分，但“{name}”不是评分步骤。',
    en: "Expected '{step}' to compare two scores, but '{name}' does not score.",
  },
  'score.nothing-to-rank': {
    kind: 'problem',
    zh: '“{step}”按“{name}”的“{source}”排名，但此前没有步骤这样评分。',
    en: "Expected a step before '{step}' that scores by '{name}' under '{source}', but there is none.",
  },
});
