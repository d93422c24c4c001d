import { execFile } from "node:child_process";
import { promisify } from "node:util";

const tokens = new Map<string, string>();

/** An access token of a person. The command takes a while, so a token is used as long as it holds. */
export async function tokenOf(user: string): Promise<string> {
  const known = tokens.get(user);
  if (known && secondsLeft(known) > 30) return known;
  const token = await newTokenOf(user);
  tokens.set(user, token);
  return token;
}

function secondsLeft(token: string): number {
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString() || "{}") as { exp?: number };
  return (claims.exp ?? 0) - Date.now() / 1000;
}

async function newTokenOf(user: string): Promise<string> {
  const given = process.env[`WORKSYNC_TOKEN_${user.toUpperCase()}`];
  if (given) return given;
  const command = process.env["WORKSYNC_TOKEN_CMD"];
  if (!command) throw new Error("Set WORKSYNC_URL and WORKSYNC_TOKEN_CMD; see the head of test/live.test.ts");
  const cwd = process.env["WORKSYNC_TOKEN_CWD"];
  const { stdout } = await promisify(execFile)("sh", ["-c", `${command} "$1"`, "sh", user], cwd ? { cwd } : {});
  return stdout.trim();
}
