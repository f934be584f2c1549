/** What `current_user()` says, `user@host`, as a GRANT wants it: `'user'@'host'`. */
export function accountName(account: string): string {
  const at = account.lastIndexOf('@');
  return `'${account.slice(0, at)}'@'${account.slice(at + 1)}'`;
}
