/**
 * The content security policy of the shipped window, without the part that only the shell can grant (its own IPC
 * origins). The preview server sends it too, so the journeys run under the rules of the real window.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-src 'none'",
  "object-src 'none'",
].join("; ");
