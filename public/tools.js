// What tables, source marks and calculators do in place. Loaded by boot.js when
// one of them is first used; without it they are links and forms.

