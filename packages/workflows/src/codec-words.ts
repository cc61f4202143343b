/**
 * What payloads mostly say, given to the deflater beforehand: a command and its answer are short, and mostly names of fields.
 * Frozen: payloads packed with these words open only with them. Other words are another encoding (`codec.ts`).
 */
const parts: readonly string[] = [
  // Seldom; the nearer to the end, the cheaper.
  '"kind":"CampaignClosed","kind":"CaseOpened","case":"","procedure":"","kind":"WentOn","missing":["kind":"Received"},"kind":"Sent","package":"',
  '"kind":"GradeMissing","why":"person","kind":"RolledUp","root":"","rows":,"kind":"DueMoved","cause":"extended","kind":"Escalated","level":1',
  '"kind":"TaskReassigned","kind":"TaskHandedOver","kind":"StepHeld","redo":false,"kind":"StepLeftOut","kind":"NodeOpened","layer":"',
  '"kind":"Reminded","number":1,"kind":"BecameOverdue","kind":"Withdrawn","kind":"Outdated","of":"","kind":"TakenOff","kind":"Tabled"',
  '"kind":"AskingEnded","comments":,"kind":"AskingOpened","shown":["],"until":null,"kind":"Disposed","disposition":"adopted","reason":"',
  '"kind":"Commented","comment":"","channel":"","from":"named","about":[],"text":"',
  '{"kind":"order","order":{"kind":"table"{"kind":"permission","done":{},"closed":false}{"from":"","to":"","epoch":1,"seq":1,"message":',
  '{"kind":"report","steps":{"":{"total":1,"done":1,"root":"',
  '"kind":"Convene","agenda":[{"node":"","step":"","stage":"","round":1,"hash":""}],"kind":"CloseMeeting","exceptions":[],"minutes":"',
  '"kind":"Convened","role":"","body":"","agenda":["kind":"AgendaSettled","tabled":["],"refused":[],"kind":"Dispatched","delivered":["',
  '"kind":"MeetingClosed","entitled":["],"present":["],"recused":[],"vote":{"for":["],"against":[],"abstained":[]},',
  '"verdicts":[{"review":"","round":1,"hash":"","outcome":"approve","vote":{"for":,"against":0,"abstained":0}},"minutes":"',
  '"kind":"Returned","to":["],"target":null,"reasons":["],"verdicts":[],"due":,"locked":[],"kind":"Resubmitted","changed":["],"added":[],"removed":[]',
  '"kind":"Reopened","steps":["],"items":[],"reasons":["],"opinion":null,"due":,"from":"","kind":"Approved"',
  // A batch of commands, with its fields in the order in which the registry gives them back.
  '{"id":"batch:","commands":[{"kind":"Submit","node":"","step":"","facts":{},"items":[{"hash":"","item":"","facts":{},"material":""}],"round":1,',
  '"signer":{"of":"","kind":"recorder","person":""},"signer":{"kind":"person","person":""},"request":"","version":"","material":""},',
  '{"hash":"","kind":"Decide","node":"","step":"","round":1,"stage":"","signer":{"kind":"person","person":""},"opinion":null,',
  '"outcome":"return","reasons":[""],"request":"","verdicts":[],"outcome":"approve","reasons":[],"request":"","verdicts":[]}],"recordedThrough":',
  // The answer.
  '{"encoding":"anNvbi9wbGFpbg=="}{"answers":[{"request":"","ok":true,"node":"","seq":},{"request":"","ok":false,"rejection":{"code":"',
  '}],"events":[{"node":"","seq":1,"actorSeq":1,"at":13,"signer":{"kind":"person","person":""},"request":"","kind":"Submitted","step":"","round":1,',
  '"version":"","material":"","facts":{},"items":[{"item":"","hash":"","material":"","facts":{}}],"late":false},',
  '"kind":"Graded","subject":"","scale":"","source":"","value":"","rule":null,"rows":[],"inputs":{},"step":"","round":1},',
  '"kind":"Decided","step":"","round":1,"stage":"","hash":"","outcome":"approve","reasons":[],"opinion":null,"verdicts":[]},',
  '"kind":"TaskClosed","task":"","step":"","round":1,"end":"done"},"signer":{"kind":"system"},"request":"",',
  '"kind":"StepDone","step":"","round":1,"late":false},"kind":"StepOpened","step":"","round":1,"due":13},',
  '"kind":"ReviewOpened","step":"","round":1,"review":"","definition":"","hash":""},"kind":"StageEntered","step":"","round":1,"stage":"","skipped":[]},',
  '"kind":"TaskOpened","task":"","step":"","round":1,"stage":"","owners":[""],"role":"","due":13,"stuck":false,"hash":""}]}',
];

export const codecWords = parts.join('');
