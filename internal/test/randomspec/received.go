package randomspec

// received gives a spec what the platform sends: an element that tells deliveries apart, messages and events.
func (r *random) received(spec *Map) {
	r.sent, r.inner = true, true
	told := mapOf("name", r.name(), "type", "int", "required", true)
	fields := []any{told}
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
	if r.chance(30) {
		inbound.set("event_type", "notice")
	}
	r.evidence(inbound)
	spec.set("inbound", inbound)
	// The limits of lists by the type of the message that is answered speak of these two.
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
		d.set("dedupe", mapOf("message", []any{told.text("name")}, "event", []any{told.text("name")}))
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
	if r.chance(20) {
		m.set("type", "happening")
	}
	if r.chance(20) {
		m.set("aliases", []any{r.name()})
	}
	r.receivedBody(m, false)
	return m
}

// receivedBody gives a message or event its parts; answered says whether it can be answered unless it says otherwise.
func (r *random) receivedBody(m *Map, answered bool) {
	if r.chance(20) {
		m.set("accepts_reply", !answered)
	}
	if r.chance(30) {
		m.set("title", r.doc())
	}
	r.evidence(m)
	r.body(m, 0, 3)
}
