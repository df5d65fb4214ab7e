export const maxPictures = 8
export const maxPictureBytes = 10_000_000

/** The reasons that the ledger has words of its own for; it keeps any other as a note. */
export const stockReasons = ['restock', 'correction', 'damage', 'return'] as const
