package randomspec

// received gives a spec what the platform sends: an id of deliveries, messages and events.
func (r *random) received(spec *Map) {
	r.sent, r.inner = true, true
	id := mapOf("name", r.name(), "type", "int", "required", true)
	fields := []any{id}
	for range r.IntN(3) {
		fields = append(fields, r.field(2))
	}
	inbound := &Map{}
	if r.chance(20) {
		inbound.set("derive", false)
		fields = append(fields, mapOf("name", r.name(), "type", "msg_type"))
	}
	inbound.set("fields", fields)
	if r.chance(30) {
		path := r.name()
		for r.chance(30) {
			path += "." + r.name()
		}
		inbound.set("event", path)
	}
	r.maybe(inbound, 30, "event_type", "notice")
	r.evidence(inbound)
	spec.set("inbound", inbound)
	// max_items_replying_to names these two types.
	messages := []any{r.message("text"), r.message("image")}
	for range r.IntN(2) {
		messages = append(messages, r.message(r.name()))
	}
	spec.set("messages", messages)
	var events []any
	for range r.IntN(3) {
		events = append(events, r.event())
	}
	if len(events) > 0 {
		spec.set("events", events)
	}
	if d, ok := spec.get("delivery").(*Map); ok && d.get("dedupe") != nil {
		d.set("dedupe", mapOf("message", []any{id.text("name")}, "event", []any{id.text("name")}))
	}
	r.sent, r.inner = false, false
}

func (r *random) message(typ string) *Map {
	m := mapOf("type", typ)
	r.receivedBody(m, true)
	return m
}

func (r *random) event() *Map {
	m := mapOf("event", r.name())
	r.maybe(m, 20, "type", "happening")
	r.maybe(m, 20, "aliases", []any{r.name()})
	r.receivedBody(m, false)
	return m
}

// receivedBody gives a message or event its parts; answered is the default of accepts_reply.
func (r *random) receivedBody(m *Map, answered bool) {
	r.maybe(m, 20, "accepts_reply", !answered)
	r.maybe(m, 30, "title", r.doc())
	r.evidence(m)
	r.body(m, 0, 3)
}
