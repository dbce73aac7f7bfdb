/* Passkeys: say in words when one did not work, and carry "shared phone or computer" along. */
(() => {
  const words = document.querySelector("[data-passkey-words]");
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    words.textContent = words.dataset.passkeyWords;
  });
  const follower = document.querySelector("[data-follows]");
  const followed = follower && document.getElementById(follower.dataset.follows);
  const follow = () => { follower.value = followed.checked ? "on" : ""; };
  if (followed) {
    followed.addEventListener("change", follow);
    window.addEventListener("pageshow", follow);
  }
})();
