// Where the map stood when it was last left.
export const left = { camera: null };
