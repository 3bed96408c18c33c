/** Why the file system refused, in words. */

/** `missing` is what ENOENT means there. An error of another kind speaks for itself. */
export function fileReason(cause: unknown, missing: string): string {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ...{ ENOENT: missing, EISDIR: 'it is a folder', EACCES: 'this user may not', EPERM: 'this user may not' },
    ...{ ENOSPC: 'its disk is full', EDQUOT: 'the quota of this user is used up', EROFS: 'its disk is read-only' },
    ...{ ENOTDIR: 'what stands in for its folder is none', EEXIST: 'what stands in for its folder is none' },
  };
  return reasons[code] ?? message;
}
