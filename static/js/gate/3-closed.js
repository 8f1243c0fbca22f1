// An account was closed on this phone just now: nothing of it stays readable here.
if (app.able && document.referrer.endsWith("/members/me/closing")) app.leave().catch(() => {});
