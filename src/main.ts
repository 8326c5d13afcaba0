/** Starts the app. */
