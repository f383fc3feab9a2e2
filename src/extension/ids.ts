import type { HttpProvider } from '../protocol/providers.ts';

/** Every name that package.json and the code share; `manifest.test.ts` compares the two. */
export const COMMANDS = {
  runTask: 'microfactory.runTask',
  runTaskOnSelection: 'microfactory.runTaskOnSelection',
  runTaskOnResource: 'microfactory.runTaskOnResource',
  runTaskForTest: 'microfactory.runTaskForTest',
  runTaskForProblem: 'microfactory.runTaskForProblem',
  dryRun: 'microfactory.dryRun',
  resume: 'microfactory.resume',
  stop: 'microfactory.stop',
  decide: 'microfactory.decide',
  showPanel: 'microfactory.showPanel',
  openDiff: 'microfactory.openDiff',
  compareClasses: 'microfactory.compareClasses',
  openResult: 'microfactory.openResult',
  approve: 'microfactory.approve',
  reject: 'microfactory.reject',
  editCandidate: 'microfactory.editCandidate',
  moreSamples: 'microfactory.moreSamples',
  pickAnother: 'microfactory.pickAnother',
  skipStep: 'microfactory.skipStep',
  deliver: 'microfactory.deliver',
  undoDelivery: 'microfactory.undoDelivery',
  chooseModel: 'microfactory.chooseModel',
  setApiKey: 'microfactory.setApiKey',
  removeApiKey: 'microfactory.removeApiKey',
  probeModel: 'microfactory.probeModel',
  openConfiguration: 'microfactory.openConfiguration',
  newDomain: 'microfactory.newDomain',
  addGalleryDomain: 'microfactory.addGalleryDomain',
  previewPrompt: 'microfactory.previewPrompt',
  createTemplate: 'microfactory.createTemplate',
  doctor: 'microfactory.doctor',
  copyStatus: 'microfactory.copyStatus',
  inspectRequests: 'microfactory.inspectRequests',
  copyRequest: 'microfactory.copyRequest',
  prune: 'microfactory.prune',
  exportSession: 'microfactory.exportSession',
  importSession: 'microfactory.importSession',
  revealSession: 'microfactory.revealSession',
  refresh: 'microfactory.refresh',
  loadMoreSessions: 'microfactory.loadMoreSessions',
  showLog: 'microfactory.showLog',
  openWalkthrough: 'microfactory.openWalkthrough',
  restartEngine: 'microfactory.restartEngine',
  panelNextWaiting: 'microfactory.panel.nextWaiting',
  panelFind: 'microfactory.panel.find',
  panelDiff: 'microfactory.panel.diff',
  panelApprove: 'microfactory.panel.approve',
  panelReject: 'microfactory.panel.reject',
  panelMore: 'microfactory.panel.more',
  panelToggleView: 'microfactory.panel.toggleView',
  panelHelp: 'microfactory.panel.help',
} as const;
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

export const VIEW_CONTAINER = 'microfactory';

export const VIEWS = {
  sessions: 'microfactory.sessions',
  waiting: 'microfactory.waiting',
} as const;

export const PANEL_TYPE = 'microfactory.panel';
export const WALKTHROUGH = 'start';

/** Read-only sides of candidate diffs, and the writable copies of "approve with my edits". */
export const SCHEMES = {
  candidate: 'microfactory-candidate',
  edit: 'microfactory-edit',
  prompt: 'microfactory-prompt',
} as const;

export const CONTEXT_KEYS = {
  /** The engine may run: the workspace is trusted. */
  ready: 'microfactory.ready',
  hasSessions: 'microfactory.hasSessions',
  waiting: 'microfactory.waitingCount',
  running: 'microfactory.sessionRunning',
  /** The active editor shows a candidate whose step waits for a decision. */
  candidateWaits: 'microfactory.candidateWaits',
  /** The active editor is a writable copy of an answer whose step waits for a decision. */
  editWaits: 'microfactory.editWaits',
  panelActive: 'microfactory.panelActive',
} as const;

/** Values of `viewItem`, for the tree's menus. A session's has its status after a point: `session.paused`. */
export const TREE_ITEMS = {
  session: 'session',
  importedSession: 'imported',
  step: 'step',
  waitingStep: 'step.waiting',
  /** A question about a whole session: there is no candidate to look at. */
  question: 'question',
  /** Waits for something that no decision mends: a budget, a key, a service. */
  blocked: 'blocked',
  candidate: 'candidate',
  more: 'more',
} as const;

export const SETTINGS_SECTION = 'microfactory';

export const SETTINGS = {
  provider: 'provider',
  model: 'model',
  domain: 'domain',
  domains: 'domains',
  samples: 'samples',
  k: 'k',
  dissentSensitive: 'dissentSensitive',
  adaptiveK: 'adaptiveK',
  targetSuccess: 'targetSuccess',
  maxConcurrentLlm: 'maxConcurrentLlm',
  maxConcurrentSteps: 'maxConcurrentSteps',
  maxUsd: 'budget.maxUsd',
  maxTokens: 'budget.maxTokens',
  maxCalls: 'budget.maxCalls',
  maxMinutes: 'budget.maxMinutes',
  ask: 'ask',
  onGate: 'onGate',
  configPath: 'configPath',
  home: 'home',
  seed: 'seed',
  resumeInterrupted: 'resumeInterrupted',
  notifications: 'notifications',
  openPanelOnRun: 'panel.openOnRun',
  recordExchanges: 'recordExchanges',
  keepDays: 'storage.keepDays',
  maxSize: 'storage.maxSize',
} as const;
export type SettingName = (typeof SETTINGS)[keyof typeof SETTINGS] | `baseUrl.${HttpProvider}`;

/** Returns the setting that says where a provider is. */
export function baseUrlSetting(provider: HttpProvider): SettingName {
  return `baseUrl.${provider}`;
}
