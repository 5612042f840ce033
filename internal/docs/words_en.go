package docs

var english = words{
	comma: ", ", semicolon: "; ",

	pageTitle: "%s: passive replies", platformID: "Id: %s", basedOn: "Based on %s",
	seePage: "See %s", remark: "Note: %s",

	repliesTitle: "Replies", noReplies: "The platform takes no reply: each push is acknowledged, and that is all.", headerOnly: "It has only the common elements.", sampleTitle: "Sample",
	placeholders: "The values are the placeholders of the platform's page. Those outside the limits: %s.",
	headerTitle:  "Common elements", rootElement: "The root element is %s. These elements open every reply.",
	ignoredElements: "A reply can also have these elements, which the platform ignores: %s.",
	scalarsTitle:    "Named types",
	elementColumns:  []string{"Element", "Type", "Required", "Limit", "Description"},
	scalarColumns:   []string{"Type", "Limit", "Description"},

	sentTitle: "What the platform sends", sentStart: "The root element is %s. These elements open every message and every event.", messagesTitle: "Messages", eventsTitle: "Events",
	sentSamples: "The samples below hold all elements, with made-up values where the page gives none. The elements may come in any order.",
	sentColumns: []string{"Element", "Type", "Always sent", "Limit", "Description"}, messageType: "type of the message", aliases: "also spelled %s",
	eventNames: "The type of the message is %s, and the element %s names the event.", eventType: "The type of the message is %s",
	accepts: "A reply can answer it", acceptsNot: "No reply can answer it", acceptingSome: "A reply can answer %s.", acceptingNone: "No reply can answer them.",
	dedupeSent: "A redelivery has the same sender, receiver, type and %s", dedupeXML: "A redelivery has the same XML",
	dedupeEvents: "A redelivery of an event has the same XML, unless stated otherwise below.",

	yes: "yes", no: "no", conditional: "by rule", noChoice: "—",

	text: "text", id: "id", whole: "whole number", number: "number", seconds: "whole number, Unix time in seconds", replyType: "type of the reply",
	constant: "always %s", count: "number of items in %s", object: "object", union: "object, its elements depend on %s", tag: "text",
	listOf: "list", flatList: "%s, repeated",
	formOf: "*if %s is %s*",

	valueRules: map[string]string{
		"min_bytes": "at least %s bytes of UTF-8", "max_bytes": "at most %s bytes of UTF-8", "min_runes": "at least %s characters", "max_runes": "at most %s characters",
		"min": "≥ %s", "max": "≤ %s", "enum": "one of %s", "pattern": "the whole value matches %s", "format": "format: %s",
		"min_items": "at least %s items", "max_items": "at most %s items",
	},
	truncates: "the platform truncates longer texts", maxItemsReplyingTo: "in answer to %s at most %d items", each: "each %s",

	rulesTitle: "Rules across elements", inside: "In %s: %s",
	requires: "%s requires %s", forbids: "%s excludes %s", requiredWhen: "if %s is %s, %s is required",
	oneOf: "exactly one of %s", atLeastOneOf: "at least one of %s",

	examplesTitle: "Values", valid: "valid", violates: "violates %s",
	exampleColumns: []string{"Element", "Value", "Result"},

	deliveryTitle: "Delivery", deadline: "The response is due within %s", attempts: "Deliveries of one message: at most %d",
	acks: "To acknowledge without a reply, respond: %s", preferred: "%s (the first is preferred)", emptyAck: "an empty body",
	dedupeMessage: "A redelivered message has the same sender, receiver, type and %s", dedupeEvent: "A redelivered event has the same sender, receiver, type and %s",

	securityTitle: "Encryption", securityModes: "Modes: %s", modeName: "%s (%s)",
	receiver: "The id at the end of the ciphertext is the %s", noReceiver: "The id at the end of the ciphertext is empty",
	modes: map[string]string{"plain": "plain text", "compatible": "both", "encrypted": "encrypted"},

	changesTitle: "What differs from %s", overlay: "Changes of %s (%s):",
	changeColumns: []string{"Change", "What", "How", "Why"},
	verbs:         map[string]string{"add": "added", "edit": "changed", "replace": "replaced", "remove": "removed", "move": "moved"},
	placedFirst:   "before all others", placedLast: "after all others", placedBefore: "before %s", placedAfter: "after %s",
	keySet: "%s: %s", keyChanged: "%s: %s → %s", keyGone: "%s removed",
}
