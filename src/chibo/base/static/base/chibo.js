// A convenience only: every page works without it. Nothing is evaluated, nothing leaves this machine.
(function () {
  "use strict";

  // htmx replaces answers that refuse (422) or tell of a conflict (409) as it does good ones.
  document.addEventListener("htmx:beforeSwap", function (event) {
    const status = event.detail.xhr.status;
    if (status === 422 || status === 409) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  function focusFaults() {
    const box = document.querySelector(".errbox[autofocus]");
    if (box) {
      box.focus();
    }
  }
  document.addEventListener("htmx:afterSettle", focusFaults);

  // Ctrl+S sends the form in which the cursor stands, else the only form of the page's content.
  document.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") {
      return;
    }
    const forms = document.querySelectorAll("main form[method=post]");
    const here = document.activeElement && document.activeElement.closest("main form[method=post]");
    const form = here || (forms.length === 1 ? forms[0] : null);
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  // A form is sent once, however often its button is pressed; coming back with "Back" frees it.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("hx-post")) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
    }
    form.dataset.sent = "1";
    window.setTimeout(function () {
      delete form.dataset.sent;
    }, 4000);
  });
})();

// "Chép" beside a text: without this script the text is selected by hand (Ctrl+A, Ctrl+C in its box).
(function () {
  "use strict";

  function offer() {
    document.querySelectorAll("button[data-copy][hidden]").forEach(function (button) {
      button.hidden = false;
    });
  }
  document.addEventListener("DOMContentLoaded", offer);
  document.addEventListener("htmx:afterSettle", offer);

  document.addEventListener("click", function (event) {
    const button = event.target.closest("button[data-copy]");
    if (!button) {
      return;
    }
    const box = document.getElementById(button.dataset.copy);
    const told = document.querySelector('[data-copied="' + button.dataset.copy + '"]');
    box.focus();
    box.select();
    const say = function (done) {
      told.textContent = done ? " Đã chép." : " Đã chọn hết chữ; bấm Ctrl+C để chép.";
    };
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(box.value).then(function () { say(true); }, function () { say(false); });
    } else {
      say(false);
    }
  });
})();
