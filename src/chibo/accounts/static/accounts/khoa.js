"use strict";
// Ties a form with a key to the browser: what the form is for stands in its attributes.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("form[data-khoa]").forEach((form) => {
    const ids = { credential: form.dataset.credential };
    ids[form.dataset.khoa] = form.dataset.button;
    if (form.dataset.passwordless) ids.passwordless = form.dataset.passwordless;
    if (form.dataset.khoa !== "login") ids.data = "js_data";
    window.allauth.webauthn.forms[form.dataset.khoa + "Form"]({ ids });
  });
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("khoa-loi");
  if (said) {
    said.hidden = false;
    said.focus();
  }
});
