/** Characters that the server takes in one message. */
export const TEXT_LIMIT = 16_000;
/** From here on the composer says how many are left. */
export const TEXT_WARNING = 15_000;
