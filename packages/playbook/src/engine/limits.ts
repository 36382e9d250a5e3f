/** Beyond these a playbook has gone astray; no real one comes near. */

/** tasks that one run may start, those of includes and loops over includes with them */
export const mostTasks = 10_000
/** rounds of one loop */
export const mostRounds = 20_000
/** includes within includes */
export const deepestInclude = 40
