const button = document.querySelector("button");
button.addEventListener("click", () => (button.dataset.answered = "yes"));
