/** What everybody who waits for a server hears, once for all requests of its key. */
export interface WaitNotice {
  /** `began` and `over` once each; `still` with every try in vain. */
  readonly state: 'began' | 'still' | 'over';
  /** Which server: its address without key or path. */
  readonly place: string;
  readonly sentence: string;
}
