// What does a story look like, and a page that repeats it? Both of our own writing, for whoever wants to see it at work.
"use strict";

globalThis.copytaster ??= {};

copytaster.sample = {
  original: `Harbour city votes to move its ferry port by 2031

PORT ELLERY (Reuters) - The council of Port Ellery voted on Tuesday to move the city's ferry port out of the old harbour by 2031, ending six years of argument over noise and exhaust in its centre.

"We are not driving the ferries out, we are giving them room," Mayor Ines Halvorsen told reporters after the vote. "The old basin was built for ships half as long."

The new port is to be built on a former shipyard east of the lighthouse, where the water is deep enough for larger vessels.

The move will cost an estimated 310 million crowns, of which the state has promised to pay two fifths. Opponents said the figure did not include the road that the new port needs.

Residents of the harbour quarter have complained for years about engines that run through the night while lorries wait on the quay.

Shop owners fear that passengers will no longer walk through the old town before they board, and have asked the council for a shuttle bus.

Ferry companies carried 2.4 million passengers through the harbour last year, 7 percent more than the year before, according to the port authority.

(Reporting by A. Lindqvist; Editing by P. Moreau)`,
  page: `Port Ellery will get a new ferry port in 2031

The council of Port Ellery decided to move the city's ferry port out of the old harbour by 2031, ending years of argument over noise and exhaust in its centre.

"We are not driving the ferries away, we are giving them space," Mayor Ines Halvorsen said after the vote. "The old basin was built for ships half as long."

The new port is to be built on a former shipyard east of the lighthouse, where the water is deep enough for larger vessels.

The move will cost 350 million crowns, of which the state will pay two fifths.

Residents of the harbour quarter have complained for years about engines that run all night while lorries wait on the quay.

Shop owners fear that passengers will no longer walk through the old town before they board, and have asked the council for a shuttle bus.

Ferry companies carried 2.4 million passengers through the harbour last year, 7% more than the year before, the port authority said.`,
};
