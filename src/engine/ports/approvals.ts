/** What a person has approved to be executed, remembered by hash across sessions. */
export interface Approvals {
  has(hash: string): Promise<boolean>;
  add(hash: string, what: string): Promise<void>;
}
