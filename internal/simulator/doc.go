// Package simulator plays a messaging platform for a person with a browser: a page on this machine that sends messages
// to one server and shows what the server answers.
//
//	s := simulator.New(ctx, account, simulator.Options{})
//	http.Serve(listener, s.Handler())
//
// The state is the list of the latest deliveries. [Delivery] is one of them as the page sees it, [Order] is what the
// page asks for, and [Setup] describes the platform and the forms of its messages. The page, in the folder page, talks
// to the server by JSON only:
//
//	GET  /setup       the Setup
//	GET  /deliveries  the list of deliveries, the oldest first
//	GET  /events      server-sent events: first all deliveries and the URL check, then each that changes
//	                  (event "delivery": a Delivery, which replaces that of its id; event "check": a Check)
//	POST /send        takes an Order; 202 with {"id": N}, or 400 with {"error": "…"}
//	POST /check       checks the URL again; 202
//
// Package platform does what a platform does; start reading at simulator.go. The token and the key stay here: they are
// removed from what the server says, and the page never gets them.
package simulator
