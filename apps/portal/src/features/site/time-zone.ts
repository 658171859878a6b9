/** Times of an Indian service, whoever reads them and wherever. A meeting has its own. */
export const timeZone = 'Asia/Kolkata';
