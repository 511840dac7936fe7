import { announcementsOn } from '../library/announcements.ts';

/** That another model is chosen, or the chosen one is another: whoever answers learns of it wherever it runs. */
export const { announce: announceChange, onAnnounced: onChange } = announcementsOn('models');
