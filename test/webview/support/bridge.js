// Stands for the editor's side of a webview: messages go to the test, the small memory outlives a reload.
globalThis.acquireVsCodeApi = () => ({
  postMessage: (message) => globalThis.toHost(message),
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
  setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
});
globalThis.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
);
