/** Firefox's engine, by what only its events say. It differs in ways that nothing else tells of beforehand. */
export const GECKO = 'explicitOriginalTarget' in Event.prototype;
