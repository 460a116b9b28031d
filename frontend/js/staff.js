document.documentElement.classList.add("nw-js");
