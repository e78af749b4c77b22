/** The run that letters which are sent again belong to: whatever a journal holds to be replayed. Files have runs of their own. */
export const lettersRun = 'letters'
