/** Why a text is not SPF, where in it, and by which clause. */
export class SpfSyntaxError extends Error {
  /** Offset in the text that was being read. */
  readonly at: number;
  /** Section of RFC 7208. */
  readonly section: string;
  readonly fix?: string;

  constructor(at: number, message: string, section: string, fix?: string) {
    super(message);
    this.at = at;
    this.section = section;
    this.fix = fix;
  }
}
