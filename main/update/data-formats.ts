export const DATA_FORMAT = 1
export const OLDEST_DATA_FORMAT = 1
