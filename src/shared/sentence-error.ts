/**
 * A failure that is already in words for a person. They are what is shown, whatever the `cause`, which is for the log: a driver's error
 * behind it must not be explained in its place.
 */
export abstract class SentenceError extends Error {}
