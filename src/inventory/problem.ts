/** What is wrong with a value, before anyone knows where it stands. */
export interface Problem {
  rule: string;
  message: string;
  fix?: string;
}
