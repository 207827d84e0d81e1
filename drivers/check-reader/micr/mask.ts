/** A check's line for a log: its layout, which is what a fault shows in, and none of its numbers. */

/** @param line without status; every digit becomes `#`, whatever else there is stays */
export const maskMicr = (line: string): string => line.replace(/\d/g, '#');
