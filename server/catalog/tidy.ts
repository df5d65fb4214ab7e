/** A name as it is kept: without space around it. */
export const tidyLine = (text: string): string => text.trim()

/** A text of several lines as it is kept: with one kind of line break. */
export const tidyText = (text: string): string => text.replace(/\r\n?/g, '\n')
