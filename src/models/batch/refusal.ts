/** Returns an error of the form that both SDKs throw for a refused request: its status, and the server's words. */
export function refusal(status: number, message: string, code?: string, param?: string): Error {
  return Object.assign(new Error(message), { status, error: { message, code, param } });
}
